"""The suite computes with one thread: two that wait for each other take ten times as long."""

import torch


def test_torch_has_one_thread():
    assert torch.get_num_threads() == 1
