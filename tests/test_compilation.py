import gc

import pytest

from deterrence.compilation import seldom_collecting


def test_garbage_is_collected_as_before_once_compiling_has_ended_even_by_an_error():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), seldom_collecting():
        assert gc.get_threshold() != before
        _ = 1 / 0
    assert gc.get_threshold() == before
