"""What may stand in the way of a deployment. A message says what is wrong and what to do."""


class DeploymentError(Exception):
    """Something stands in the way."""


class WrongSettings(DeploymentError):
    """A setting is missing or makes no sense; the message names it."""


class WrongCredentials(DeploymentError):
    """AWS does not know who we are."""


class MissingRight(DeploymentError):
    """We may not do something; the message names it as policies do, such as s3:CreateBucket."""


class NameTaken(DeploymentError):
    """A resource of our name is there and is not of this deployment."""


class StepFailed(DeploymentError):
    """A program of ours failed; the message holds what it said."""
