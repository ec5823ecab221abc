"""What it costs: prices, bills, front doors compared, and a forecast. Arithmetic only.

Money is US dollars in floats: estimates to be read in cents, never booked.
"""

DAYS_A_MONTH = 30
"""Of a month that is compared with another one. Source: AWS's own worked examples."""

HOURS_A_MONTH = 24 * DAYS_A_MONTH
SECONDS_A_MONTH = 3600 * HOURS_A_MONTH

MILLION = 1_000_000
BYTES_A_GB = 1024**3
MB_A_GB = 1024

FULL_CPU_MB = 1769
"""Memory at which a function has one whole vCPU; below, its share is in proportion.
Source: "Configure Lambda function memory", Lambda's developer guide."""
