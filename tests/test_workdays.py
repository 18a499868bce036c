"""Working days: weekends, holidays, make-up days, and where the notices end."""

from __future__ import annotations

from datetime import date

from kaoping.workdays import Calendar, after_working_days


def test_the_spring_festival_and_its_make_up_days():
    calendar = Calendar()
    assert not calendar.works(date(2025, 1, 28))
    assert calendar.works(date(2025, 1, 26))
    assert calendar.works(date(2025, 2, 8))
    assert not calendar.works(date(2025, 2, 9))


def test_five_working_days_after_a_holiday_begins():
    assert after_working_days(date(2025, 9, 30), 5) == (date(2025, 10, 14), True)
    assert after_working_days(date(2025, 3, 3), 5) == (date(2025, 3, 10), True)
    assert after_working_days(date(2025, 3, 3), 0) == (date(2025, 3, 3), True)


def test_a_year_without_a_notice_is_reckoned_by_weekends():
    day, official = after_working_days(date(2030, 1, 4), 1)
    assert (day, official) == (date(2030, 1, 7), False)
    assert after_working_days(date(2014, 12, 31), 1)[1] is False


def test_a_jurisdiction_s_own_days_override():
    calendar = Calendar(off=[date(2025, 3, 4)], worked=[date(2025, 3, 8), date(2025, 1, 28)])
    assert not calendar.works(date(2025, 3, 4))
    assert calendar.works(date(2025, 3, 8))
    assert calendar.works(date(2025, 1, 28))
    assert calendar.after(date(2025, 3, 3), 1) == (date(2025, 3, 5), True)
    assert Calendar(off=[date(2030, 1, 1)]).after(date(2030, 1, 1), 1) == (date(2030, 1, 2), True)


def test_the_end_of_the_calendar_is_an_end():
    assert after_working_days(date(9999, 12, 30), 50)[0] == date.max
