from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InterviewConfig(AppConfig):
    name = "interview"
    verbose_name = _("hiring")

    def ready(self) -> None:
        from interview import receivers  # noqa: F401 -- connects the signals
        from interview.domain.roles import ensure_roles
        from interview.integrations.database import limit_statements

        # Last of our apps, so that the permissions of all of them exist by then.
        post_migrate.connect(ensure_roles, sender=self)
        post_migrate.connect(limit_statements, sender=self)
