"""Questions to the product itself, in a process with the deployment's own environment.

python -m deploy.inside facts            one line of JSON
python -m deploy.inside administrator ADDRESS   makes an account; its password is read from
                                                standard input
"""

import json
import sys
from typing import Any


def facts() -> dict[str, Any]:
    """Return what the database lacks, and how many people may do everything."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    pending = [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    people: Any = get_user_model()._default_manager
    return {
        "is_empty": not executor.loader.applied_migrations,
        "pending": pending,
        "administrators": (
            0 if pending else people.filter(is_superuser=True, is_active=True).count()
        ),
    }


def make_administrator(address: str, password: str) -> None:
    """Make an account that may do everything.

    Raises:
        ValidationError: the password is too weak; the message says why.
    """
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password

    validate_password(password)
    people: Any = get_user_model()._default_manager
    people.create_superuser(address, password, name=address.partition("@")[0])


def main() -> int:
    import django
    from django.core.exceptions import ValidationError
    from django.db import DatabaseError

    django.setup()
    try:
        if sys.argv[1] == "facts":
            print(json.dumps(facts()))
        else:
            make_administrator(sys.argv[2], sys.stdin.readline().rstrip("\n"))
    except ValidationError as error:
        print(*error.messages, file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
