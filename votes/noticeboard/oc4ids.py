"""OC4IDS: our stages in the words of the Open Contracting for Infrastructure Data Standard (code list projectStatus)."""

from votes.projects.stages import Stage

STATUS: dict[Stage, str] = {
    Stage.proposed: "identification",
    Stage.candidate: "identification",
    Stage.declined: "cancelled",
    Stage.adopted: "preparation",
    Stage.not_adopted: "cancelled",
    Stage.delivery: "implementation",
    Stage.suspended: "implementation",
    Stage.terminated: "cancelled",
    Stage.done: "completion",
    Stage.confirmed: "completion",
    Stage.closed: "completed",
}
CODES = ("identification", "preparation", "implementation", "completion", "completed", "cancelled")


def status_of(stage: Stage | None) -> str | None:
    """The code of a stage; None where the stage is not known. The standard has no word for suspended work."""
    return STATUS[stage] if stage else None
