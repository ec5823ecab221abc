"""What the sidebar of the admin holds, in the order of the work."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from interview.admin.system import rights

type Item = dict[str, Any]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of links that this member of staff may follow, for unfold."""
    groups = [
        {
            "title": _("Hiring"),
            "items": [
                {"title": _("Today"), "icon": "today", "link": reverse("admin:index")},
                *_lists(
                    request,
                    ("interview.invitation", _("Invitations"), "forward_to_inbox"),
                    ("interview.problem", _("Problems"), "contact_support"),
                    ("interview.position", _("Positions"), "work"),
                    ("interview.candidate", _("Candidates"), "person_search"),
                    ("quizzes.outage", _("Outages"), "history_toggle_off"),
                ),
            ],
        },
        {
            "title": _("Quizzes"),
            "items": _lists(
                request,
                ("quizzes.quiz", _("Quizzes"), "checklist"),
                ("quizzes.questionversion", _("Questions"), "code_blocks"),
                ("quizzes.tag", _("Tags"), "sell"),
                ("quizzes.skill", _("Skills"), "psychology"),
            ),
        },
        {
            "title": _("People"),
            "items": _lists(
                request,
                ("accounts.user", _("Staff"), "badge"),
                ("quizzes.copyerasure", _("Copies to erase"), "auto_delete"),
            ),
        },
        {
            "title": _("System"),
            "items": [
                {"title": title, "icon": icon, "link": reverse(f"admin:{address}")}
                for permission, address, title, icon in (
                    (rights.EVENTS, "system_events", _("Events"), "monitor_heart"),
                    (rights.DOCTOR, "system_doctor", _("Doctor"), "stethoscope"),
                    (rights.COSTS, "system_costs", _("Costs"), "payments"),
                )
                if request.user.has_perm(permission)
            ],
        },
    ]
    return [group for group in groups if group["items"]]


def _lists(request: HttpRequest, *models: tuple[str, str, str]) -> list[Item]:
    return [
        {
            "title": title,
            "icon": icon,
            "link": reverse(f"admin:{label.replace('.', '_')}_changelist"),
        }
        for label, title, icon in models
        if request.user.has_perm(f"{label.split('.')[0]}.view_{label.split('.')[1]}")
    ]
