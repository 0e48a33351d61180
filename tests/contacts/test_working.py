"""What holds for each chunk of a long job, whatever it does."""

import gc

from contacts.actions.working import uncollected


def test_where_the_collector_was_left_off_it_is_on_again_after_the_next_chunk() -> None:
    gc.disable()  # and at this very moment the worker's time limit struck
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        gc.enable()
