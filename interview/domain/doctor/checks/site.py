"""The site, from outside: does its address lead to us, and do the pages have their looks?"""

from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static

from interview.domain.doctor.check import Check, Finding, broken, fine
from interview.integrations.web import Browser, NoAnswer

START_IT = "Start it (make run, or the web containers), or give SITE_URL the address it has."
OK = 200


class Site(Check):
    name = "site"
    title = "The site"

    def find(self) -> Finding:
        try:
            answer = Browser().get(f"{settings.SITE_URL}/")
        except NoAnswer as problem:
            return broken(f"Nobody answers at {settings.SITE_URL} ({problem}).", START_IT)
        if answer.status != OK:
            return broken(
                f"{settings.SITE_URL} answers {answer.status}.",
                f"Look for request {answer.request_id} in the log."
                if answer.request_id
                else "It is not our answer: look at what stands before the site, and at SITE_URL.",
            )
        if not answer.request_id:
            return broken(
                f"Somebody else answers at {settings.SITE_URL}.",
                "Give SITE_URL the address of this site, and lead its name to us.",
            )
        return fine(f"We answer at {settings.SITE_URL}.")


class StaticFiles(Check):
    name = "static"
    title = "Static files"

    def find(self) -> Finding:
        remedy = "Run manage.py collectstatic. With a bucket, see that its objects may be read."
        try:
            address = urljoin(f"{settings.SITE_URL}/", static("base.css"))
        except ValueError as problem:  # the manifest does not know it
            return broken(f"The list of static files is incomplete: {problem}", remedy)
        try:
            answer = Browser().get(address)
        except NoAnswer as problem:
            return broken(f"{address} does not answer ({problem}).", remedy)
        kind = answer.headers.get_content_type()
        if answer.status != OK or kind != "text/css":
            return broken(f"{address} answers {answer.status} with {kind}.", remedy)
        return fine(f"Style sheets come from {address.rpartition('/')[0]}/.")
