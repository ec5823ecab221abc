"""A foreign key written as a string is a dependency that no import shows."""

from django.apps import apps

# From outside in: a model may point at its own app and at those after it. Users
# are Django's to point at, and below everything else.
ORDER = ["interview", "quizzes", "accounts"]


def relations() -> set[tuple[str, str]]:
    """Return every foreign key, one-to-one and many-to-many of ours as "app.Model", "app.Model"."""
    return {
        (field.model._meta.label, field.related_model._meta.label)
        for app in ORDER
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
    }


def app_of(label: str) -> str:
    return label.partition(".")[0]


def test_relations_point_inward_only():
    outward = {
        (model, target)
        for model, target in relations()
        if app_of(target) in ORDER and ORDER.index(app_of(target)) < ORDER.index(app_of(model))
    }

    assert outward == set()


def test_an_attempt_knows_no_person():
    """Reviewing without names is the natural state: the one person a grade knows gave it."""
    outward = {
        (model, target)
        for model, target in relations()
        if app_of(model) == "quizzes" and app_of(target) != "quizzes"
    }

    assert outward == {("quizzes.Grade", "accounts.User")}
    assert ("interview.Invitation", "quizzes.Attempt") in relations()


def test_no_model_points_at_anything_at_all():
    """A generic relation would be a way around every rule above."""
    generic = {
        field.model._meta.label
        for app in ORDER
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model is None
    }

    assert generic == set()
