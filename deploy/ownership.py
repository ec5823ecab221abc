"""Whose a thing is: a name says nothing, our tags do."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping

from deploy.aws import words_for_refusals
from deploy.deployment import Deployment
from deploy.errors import NameTaken
from deploy.plan import Resource

type Tags = Mapping[str, str]


class Owned(Resource):
    """A resource that says by its tags which deployment made it, and in which region."""

    deployment: Deployment

    @abstractmethod
    def tags(self) -> Tags | None:
        """Return the tags of what has this name; None when there is nothing."""

    def check_owner(self) -> None:
        check_tags(self.deployment, str(self), self.tags())


def check_tags(deployment: Deployment, thing: str, tags: Tags | None) -> None:
    """Raises NameTaken when ``thing`` is there, by its tags, and lacks one of ours."""
    if tags is None or deployment.names.tags.items() <= tags.items():
        return
    raise NameTaken(
        f"{thing[0].upper()}{thing[1:]} is there and was not made by this deployment in"
        f" {deployment.names.region}: its tags are {dict(tags) or 'none'}. It was left alone."
        " Choose another `name` in the deployment's settings, or give back the `region` with"
        " which it was made. Two deployments in one account need two names."
    )


def check_owners(resources: Iterable[Resource]) -> None:
    """Raises NameTaken when one of the resources is there and somebody else's."""
    with words_for_refusals():
        for resource in resources:
            resource.check_owner()


def as_tags(listed: Iterable[Mapping[str, str]]) -> Tags:
    """Return tags as most services list them, in pairs of Key and Value."""
    return {tag["Key"]: tag["Value"] for tag in listed}
