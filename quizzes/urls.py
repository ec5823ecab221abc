"""The candidate's addresses. The code in them is of no use to another browser."""

from django.urls import path

from quizzes.views import answer_files, attempts, questions, rewinding, sections

app_name = "quizzes"

urlpatterns = [
    path("<str:code>/", attempts.attempt, name="attempt"),
    path("<str:code>/my-answers.json", answer_files.answer_file, name="answer_file"),
    path("<str:code>/clock/", attempts.clock, name="clock"),
    path("<str:code>/finish/", attempts.finish, name="finish"),
    path("<str:code>/sections/<int:number>/start/", sections.start, name="start_section"),
    path("<str:code>/<int:number>/", questions.question, name="question"),
    path("<str:code>/<int:number>/take-over/", questions.take_over, name="take_over"),
    path("<str:code>/<int:number>/save/", questions.save, name="save"),
    path("<str:code>/<int:number>/run/", questions.run, name="run"),
    path("<str:code>/<int:number>/submit/", questions.submit, name="submit"),
    path("<str:code>/<int:number>/tests/", questions.keep_tests, name="keep_tests"),
    path("<str:code>/<int:number>/start-over/", rewinding.start_over, name="start_over"),
    path("<str:code>/<int:number>/bring-back/", rewinding.bring_back, name="bring_back"),
    path("<str:code>/<int:number>/language/", rewinding.change_language, name="change_language"),
    path(
        "<str:code>/<int:number>/submissions/", questions.question_submissions, name="submissions"
    ),
]
