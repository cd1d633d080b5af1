"""What a moved slider makes of a scenario: `changeOf` of levers.js, which no test without a browser can call."""


def lever_change(lever, value):
    """A dated quantity keeps the centres of its earlier dates, never above the value that it is moved to."""
    if lever.year is None:
        return value
    dated = {str(year): min(centre, value) for year, centre in lever.knots} | {str(lever.year): value}
    return {"dated": dated, "rule": lever.rule}
