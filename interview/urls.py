"""Every address of the product."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from interview.admin.addresses import admin_urls
from interview.views import invitations, mail_events, pages, practice, problems, resume

invitation_urls: tuple[list[URLPattern], str] = (
    [
        path("", pages.home, name="home"),
        path("resume/", resume.request_link, name="request_link"),
        path("i/<str:code>/", invitations.invitation, name="invitation"),
        path("i/<str:code>/opened/", invitations.opened, name="opened"),
        path("i/<str:code>/start/", invitations.start, name="start"),
        path("i/<str:code>/extra-time/", invitations.take_extra_time, name="extra_time"),
        path("i/<str:code>/withdraw/", invitations.withdraw, name="withdraw"),
        path("i/<str:code>/help/", problems.by_link, name="help"),
        path("i/<str:code>/resume/", invitations.resume, name="resume"),
        path("i/<str:code>/practice/", practice.practise, name="practice"),
        path("i/<str:code>/practice/start/", practice.start, name="start_practice"),
        path("i/<str:code>/practice/measure/", practice.measure, name="measure"),
        path("attempt/<str:code>/practice/", practice.back, name="practice_back"),
        path("attempt/<str:code>/help/", problems.in_attempt, name="help_in_attempt"),
    ],
    "interview",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(invitation_urls)),
    path("attempt/", include("quizzes.urls")),
    path("admin/", admin_urls()),
]

if settings.MAIL_EVENTS_TOPIC:
    urlpatterns.append(path("mail/events/", mail_events.mail_events, name="mail_events"))

handler400 = "interview.views.pages.bad_request"
