"""What may be done with a question: preview, publish, edit anew, try, check."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from quizzes.access import admit
from quizzes.admin.buttons import Button, ModelAdminWithButtons
from quizzes.admin.questions.checks import checked_solutions
from quizzes.domain import attempts, questions, sessions
from quizzes.domain.errors import QuestionNotReady
from quizzes.formats import markdown
from quizzes.models import QuestionVersion


class QuestionActions(ModelAdminWithButtons):
    """The buttons above a question, and the page that shows what its solutions did."""

    def get_buttons(self, request: HttpRequest, obj: QuestionVersion) -> list[Button]:
        buttons = []
        if obj.is_published:
            if self.has_add_permission(request):
                buttons.append(
                    Button(
                        gettext("Edit as a new version"),
                        self.address_of("new-version", obj),
                        "edit",
                    )
                )
        elif self.has_change_permission(request, obj):
            buttons.append(
                Button(
                    gettext("Publish"), self.address_of("publish", obj), "publish", is_primary=True
                )
            )
        buttons.append(
            Button(gettext("Try as a candidate"), self.address_of("try", obj), "play_arrow")
        )
        if obj.is_coding and obj.solutions.all():
            buttons += [
                Button(gettext("Check solutions"), self.address_of("check", obj), "rule"),
                Button(
                    gettext("What was found"),
                    self.address_of("checks", obj),
                    "table_view",
                    is_link=True,
                ),
            ]
        return buttons

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "preview/",
                self.admin_site.admin_view(require_POST(self.render_preview)),
                name=self._name("preview"),
            ),
            self.pressed("publish", self.publish),
            self.pressed("new-version", self.new_version),
            self.pressed("try", self.try_as_candidate),
            self.pressed("check", self.check_solutions),
            self.shown("checks", self.checks),
            *super().get_urls(),
        ]

    def render_preview(self, request: HttpRequest) -> HttpResponse:
        """Return a statement as candidates would see it, for the panel below its box."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponse(markdown.to_html(request.POST.get("statement", "")))

    def publish(self, request: HttpRequest, object_id: str) -> HttpResponse:
        version = self.seen_object(request, object_id)
        if not super().has_change_permission(request, version):
            raise PermissionDenied
        try:
            questions.publish(version=version, now=timezone.now())
        except QuestionNotReady as refusal:
            for problem in refusal.problems:
                self.message_user(request, problem, messages.ERROR)
        else:
            self.message_user(
                request,
                gettext("Published: candidates who start from now on get version %(number)d.")
                % {"number": version.number},
                messages.SUCCESS,
            )
        return redirect(self.address_of("change", version))

    def new_version(self, request: HttpRequest, object_id: str) -> HttpResponse:
        version = self.seen_object(request, object_id)
        if not self.has_add_permission(request):
            raise PermissionDenied
        draft = questions.new_version(version=version)
        self.message_user(
            request,
            gettext("Version %(number)d is a draft. Candidates get it when you publish it.")
            % {"number": draft.number},
        )
        return redirect(self.address_of("change", draft))

    def try_as_candidate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        version = self.seen_object(request, object_id)
        now = timezone.now()
        attempt = attempts.preview_question(question=version, now=now)
        response = redirect("quizzes:attempt", attempt.code)
        admit(response, sessions.open_session(attempt=attempt, now=now))
        return response

    def check_solutions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Have all of the author's programs judged, and show what came out."""
        version = self.seen_object(request, object_id)
        if not request.user.has_perm("quizzes.change_solution"):
            raise PermissionDenied
        questions.check_solutions(solutions=version.solutions.all(), now=timezone.now())
        return redirect(self.address_of("checks", version))

    def checks(self, request: HttpRequest, object_id: str) -> HttpResponse:
        version = self.seen_object(request, object_id)
        return render(
            request,
            "admin/quizzes/questionversion/checks.html",
            {
                **self.admin_site.each_context(request),
                "title": gettext("Solutions of %(question)s") % {"question": version.title},
                "opts": self.opts,
                "version": version,
                "address": self.address_of("change", version),
                "check": Button(gettext("Check again"), self.address_of("check", version), "rule"),
                "solutions": checked_solutions(version),
            },
        )
