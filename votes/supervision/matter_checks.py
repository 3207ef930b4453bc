"""What the database itself holds of every matter: a state is tied to its evidence, whoever writes it."""

import sqlalchemy as sa

from votes.supervision.release import TAKEN_DOWN


def matter_checks() -> tuple[sa.Constraint | sa.Index, ...]:
    """The constraints of the table of matters, made anew for it."""
    return (
        sa.UniqueConstraint("congress_id", "number"),
        sa.Index("ix_matter_congress_id_unit_id_state", "congress_id", "unit_id", "state"),
        sa.CheckConstraint("number > 0 AND answers >= 0", name="counts"),
        sa.CheckConstraint("title <> '' AND words <> ''", name="says_what"),
        sa.CheckConstraint("raised_by <> ''", name="by_someone"),
        sa.CheckConstraint("origin <> 'inspection' OR inspection_id IS NOT NULL", name="seen_somewhere"),
        sa.CheckConstraint("kind <> 'finding' OR project_id IS NOT NULL", name="finding_of_a_project"),
        sa.CheckConstraint("checker NOT IN ('unit','government','checker')", name="never_checked_by_a_unit"),
        sa.CheckConstraint(
            "checker <> 'committee' OR committee_id IS NOT NULL", name="checked_by_a_committee"
        ),
        sa.CheckConstraint("checker <> 'deputy' OR deputy_id IS NOT NULL", name="checked_by_a_deputy"),
        sa.CheckConstraint("checker <> 'group' OR project_id IS NOT NULL", name="checked_by_a_group"),
        sa.CheckConstraint(
            "state = 'merged' OR (state IN ('raised','withdrawn')) = (unit_id IS NULL)",
            name="handed_over_to_a_unit",
        ),
        sa.CheckConstraint("(unit_id IS NULL) = (due_on IS NULL)", name="handed_over_with_a_deadline"),
        sa.CheckConstraint(
            "state NOT IN ('answered','returned','escalated','closed') OR answers > 0", name="answered_before"
        ),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_when"),
        sa.CheckConstraint("look_back_on IS NULL OR state = 'closed'", name="look_back_after_closing"),
        sa.CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_into_another"),
        sa.CheckConstraint("merged_into_id <> id", name="not_into_itself"),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_why = '')",
            name="withdrawn_says_why",
        ),
        sa.CheckConstraint(TAKEN_DOWN, name="taken_down_says_why"),
    )
