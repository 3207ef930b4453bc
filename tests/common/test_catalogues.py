"""The catalogue is compiled at the start, by whichever worker comes first, or by several at once."""

import gettext
import threading
from pathlib import Path

from votes.common import i18n


def test_several_workers_that_start_at_once_all_find_it(tmp_path: Path, monkeypatch) -> None:
    target, ready = tmp_path / "LC_MESSAGES" / "messages.mo", threading.Barrier(3)
    whole, failed = i18n.merged(), []
    monkeypatch.setattr(i18n, "merged", lambda: ready.wait() is not None and whole)

    def start() -> None:
        try:
            i18n.compile_catalogues(target)
        except OSError as error:
            failed.append(error)

    workers = [threading.Thread(target=start) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    assert [path.name for path in target.parent.iterdir()] == ["messages.mo"]
    with target.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Sign in") == "登录"
