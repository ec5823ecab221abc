"""Runs the task that a message names, with the news that Django's other backends send."""

from dataclasses import replace
from traceback import format_exception

from django.conf import settings
from django.tasks import (
    TaskContext,
    TaskResult,
    TaskResultStatus,
    default_task_backend,
)
from django.tasks.base import TaskError
from django.tasks.signals import task_finished, task_started
from django.utils import timezone
from django.utils.module_loading import import_string

from interview.integrations.sqs.messages import Message


def run(body: str, *, message_id: str) -> None:
    """Do what a message says.

    Whatever the task raises goes on to the caller, who leaves the message in its queue.

    Raises:
        MessageNotUnderstood: it is none of ours.
    """
    message = Message.from_body(body, known=settings.TASK_PATHS)
    task, now = import_string(message.path), timezone.now()
    result: TaskResult = TaskResult(
        task=task,
        id=message_id,
        status=TaskResultStatus.RUNNING,
        enqueued_at=None,
        started_at=now,
        finished_at=None,
        last_attempted_at=now,
        args=list(message.args),
        kwargs=dict(message.kwargs),
        backend=default_task_backend.alias,
        errors=[],
        worker_ids=[],
    )
    sender = type(task.get_backend())
    task_started.send(sender, task_result=result)
    context: list[TaskContext] = [TaskContext(task_result=result)] if task.takes_context else []
    try:
        task.call(*context, *message.args, **message.kwargs)
    except Exception as error:
        kind = f"{type(error).__module__}.{type(error).__qualname__}"
        failed = TaskError(exception_class_path=kind, traceback="".join(format_exception(error)))
        _finish(result, TaskResultStatus.FAILED, [failed], sender)
        raise
    _finish(result, TaskResultStatus.SUCCESSFUL, [], sender)


def _finish(
    result: TaskResult, status: TaskResultStatus, errors: list[TaskError], sender: type
) -> None:
    ended = replace(result, status=status, errors=errors, finished_at=timezone.now())
    task_finished.send(sender, task_result=ended)
