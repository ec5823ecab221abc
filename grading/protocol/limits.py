"""What one run may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from grading.protocol import bounds
from grading.protocol.reading import Fields, read_positive

_read_time = read_positive(bounds.TIME_MS)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use; all are positive.

    cpu_time_ms: user plus system time of the run; ends it.
    wall_time_ms: from start to end; ends the run, asleep or not.
    memory_bytes: what the program may use beyond what the language itself needs; at
        the limit an allocation fails, and the program may catch that.
    output_bytes: what may be written to standard output, and likewise to
        standard error; one byte more ends the run.

    Source: getrlimit(2), RLIMIT_CPU, RLIMIT_AS, RLIMIT_DATA and RLIMIT_FSIZE.
    """

    cpu_time_ms: int = 2_000
    wall_time_ms: int = 6_000
    memory_bytes: int = 256 * 1024 * 1024
    output_bytes: int = 8 * 1024 * 1024

    def to_json(self) -> dict[str, Any]:
        return {
            "cpu_time_ms": self.cpu_time_ms,
            "wall_time_ms": self.wall_time_ms,
            "memory_bytes": self.memory_bytes,
            "output_bytes": self.output_bytes,
        }

    @classmethod
    def from_json(cls, value: object, place: str = "limits") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                cpu_time_ms=fields.take("cpu_time_ms", _read_time),
                wall_time_ms=fields.take("wall_time_ms", _read_time),
                memory_bytes=fields.take("memory_bytes", read_positive(bounds.MEMORY_BYTES)),
                output_bytes=fields.take("output_bytes", read_positive(bounds.OUTPUT_BYTES)),
            )
        )
