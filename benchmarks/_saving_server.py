"""The site as gunicorn serves it to a proof; on request without the row locks."""

import os
from typing import Any

from django.db.models import QuerySet

from benchmarks._served_site import WITHOUT_LOCK
from interview import wsgi

application = wsgi.application


def unlocked(self: Any, **_: Any) -> Any:
    return self.all()


if WITHOUT_LOCK in os.environ:
    QuerySet.select_for_update = unlocked  # type: ignore[method-assign, assignment]
