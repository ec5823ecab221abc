"""Mail to candidates and to ourselves."""

from django.conf import settings
from django.core.mail import EmailMessage, mail_admins
from django.template.loader import render_to_string
from django.utils import timezone

from interview.models import Invitation


def send_invitation(invitation: Invitation) -> None:
    """Mail a candidate the link, and what it leads to."""
    invitation_message(invitation).send()


def invitation_message(invitation: Invitation) -> EmailMessage:
    """Return what a candidate is mailed, to be sent or to be shown beforehand."""
    context = {
        "invitation": invitation,
        "company": settings.COMPANY_NAME,
        "contact": settings.CONTACT_EMAIL,
        "minutes": invitation.allowance(timezone.now()).minutes,
        "url": invitation.address,
    }
    subject = render_to_string("interview/emails/invitation_subject.txt", context)
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string("interview/emails/invitation.txt", context),
        to=[invitation.candidate.email],
        reply_to=[settings.CONTACT_EMAIL],
    )


def report_ungraded(*, submission_code: str, problem: str) -> None:
    """Tell the administrators that the grader failed."""
    mail_admins(
        subject="A submission could not be graded",
        message=(
            f"Submission {submission_code} could not be graded, after a second try.\n"
            f"The grader said: {problem}\n\n"
            "The candidate was told that the answer is safe, and has lost no points.\n"
            "When the cause is mended, choose the result in the admin and press Grade again."
        ),
    )
