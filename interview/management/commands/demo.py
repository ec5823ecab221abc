"""Fills an empty laptop with a company: questions, staff, candidates in every state."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from interview.demo import files
from interview.demo.bank import fill_bank
from interview.demo.company import PASSWORD, found_company
from interview.demo.stories import tell
from interview.models import Invitation

LINKS = 2


class Command(BaseCommand):
    help = "Make a company with questions, candidates and graded attempts, on a laptop only."

    def handle(self, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError(
                "The demo is made in local settings only (ENVIRONMENT=local):"
                " its passwords are known to everybody."
            )
        words = files.read("company.toml")
        if User.objects.filter(email=words["staff"][0]["email"]).exists():
            self.stdout.write("The demo is there already; nothing was changed.")
        else:
            self.make(words)
        self.tell_where(words)

    @transaction.atomic
    def make(self, words: dict[str, Any]) -> None:
        now = timezone.now()
        self.stdout.write("Adding the questions and judging their solutions ...")
        fill_bank(now)
        company = found_company(words, now)
        for story in words["candidates"]:
            tell(story, company, now)
            self.stdout.write(f"  {story['name']}: {story['state'].replace('_', ' ')}")

    def tell_where(self, words: dict[str, Any]) -> None:
        self.stdout.write("")
        self.stdout.write(f"The admin: {settings.SITE_URL}/admin/")
        for person in words["staff"]:
            self.stdout.write(f"  {person['email']} / {PASSWORD}  ({person['role']})")
        fresh = Invitation.objects.filter(
            attempt__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        ).order_by("pk")[:LINKS]
        for invitation in fresh:
            self.stdout.write(f"An invitation: {invitation.address}")
        if not fresh:
            self.stdout.write("All of its invitations are used up; invite somebody in the admin.")
