"""What SES tells us of mails, by SNS. Mounted only where a topic is configured."""

import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from interview.domain import mails

logger = logging.getLogger(__name__)


@csrf_exempt  # SNS has no cookie; its signature is checked
@require_POST
def mail_events(request: HttpRequest) -> HttpResponse:
    """Note what became of mails. The same told twice changes nothing."""
    if "Authorization" not in request.headers:  # SNS sends the secret only when it is asked
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="mail events"'})
    from interview.integrations.bounces.news import NewsRefused, read_news  # loads boto3

    try:
        heard = read_news(request)
    except NewsRefused as refusal:
        logger.warning("News of mails were refused: %s", refusal)
        return HttpResponse(status=400)
    for news in heard:
        mails.record_news(
            mail_code=news.mail_code, state=news.state, at=news.at, problem=news.problem
        )
    return HttpResponse(status=204)
