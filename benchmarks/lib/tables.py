"""Tables for on the terminal."""

COLUMNS = {
    "p50": "p50 ms", "p95": "p95 ms", "cpu": "cpu ms", "database_cpu": "db cpu ms",
    "rate": "requests/s", "bytes": "bytes", "queries": "queries", "memory": "MB",
}  # fmt: skip


def number(value) -> str:
    """As many digits as say something; a dash for what was not measured."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(rows: dict[str, dict]) -> str:
    """Rows by name, with the columns that any of them has."""
    shown = [
        name
        for name in COLUMNS
        if any(row.get(name) is not None for row in rows.values())
    ]
    wide = max([len(name) for name in rows] + [20])
    lines = [" " * wide + "".join(f"{COLUMNS[name]:>12}" for name in shown)]
    for name, row in rows.items():
        cells = "".join(f"{number(row.get(each)):>12}" for each in shown)
        lines.append(f"{name:{wide}}{cells}")
    return "\n".join(lines)
