"""What is sent with many tasks is packed once, and opened once by each process that gets it."""

import pickle
from functools import partial

from deterrence.exploration.carried import Carried


class Heavy:
    opened = 0

    def __init__(self):
        self.numbers = [1, 2, 3]

    def __setstate__(self, state):
        type(self).opened += 1


def added(number, to, heavy):
    return number + to


def test_a_carried_function_does_what_it_holds_and_is_opened_once():
    carried = Carried(partial(added, heavy=Heavy()))
    sent = [pickle.dumps((carried, task)) for task in range(3)]
    got = [pickle.loads(one) for one in sent]
    assert [do(task, to=1) for do, task in got] == [1, 2, 3]
    assert Heavy.opened == 1
    assert len({id(do) for do, _ in got}) == 1


def test_it_can_be_sent_on():
    carried = pickle.loads(pickle.dumps(Carried(partial(added, heavy=None))))
    assert pickle.loads(pickle.dumps(carried))(2, to=3) == 5
