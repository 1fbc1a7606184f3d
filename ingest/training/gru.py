# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-call,no-any-return,misc"
"""A bidirectional GRU with its derivative written out.

On a processor PyTorch notes every step for the way back; so this takes half the time of `torch.nn.GRU`, whose weights it uses.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class _Steps(torch.autograd.Function):
    """The steps of GRUs side by side; gates in PyTorch's order (reset, update, new)."""

    @staticmethod
    def forward(ctx: Any, gates: Tensor, w: Tensor, b: Tensor) -> Tensor:
        """Go through the steps.

        Args:
            ctx: what the way back needs.
            gates: (steps, sides, batch, 3·H), what the gates are given by the input.
            w: (sides, 3·H, H).
            b: (sides, 3·H).

        Returns:
            (steps, sides, batch, H).
        """
        steps, sides, batch, wide = gates.shape
        size = wide // 3
        turned, bias = w.transpose(1, 2).contiguous(), b[:, None].expand(sides, batch, wide)
        states, new, held = (gates.new_empty(steps, sides, batch, size) for _ in range(3))
        open_ = gates.new_empty(steps, sides, batch, 2 * size)
        h = gates.new_zeros(sides, batch, size)
        for t in range(steps):
            own = torch.baddbmm(bias, h, turned)
            torch.add(gates[t, ..., : 2 * size], own[..., : 2 * size], out=open_[t]).sigmoid_()
            held[t] = own[..., 2 * size :]
            torch.addcmul(gates[t, ..., 2 * size :], open_[t, ..., :size], held[t], out=new[t]).tanh_()
            h = torch.lerp(new[t], h, open_[t, ..., size:], out=states[t])
        ctx.save_for_backward(w, open_, new, held, states)
        return states

    @staticmethod
    def backward(ctx: Any, wanted: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Derive: wanted (steps, sides, batch, H)."""
        w, open_, new, held, states = ctx.saved_tensors
        steps, sides, batch, size = states.shape
        reset, update = open_.chunk(2, -1)
        before = torch.cat([torch.zeros_like(states[:1]), states[:-1]])
        fresh = (1 - update) * (1 - new * new)
        share = torch.stack(
            [fresh * held * reset * (1 - reset), (before - new) * update * (1 - update), fresh * reset], -2
        )
        told, reached = torch.empty_like(share), torch.empty_like(states)
        h = torch.zeros_like(states[0])
        for t in range(steps - 1, -1, -1):
            torch.add(h, wanted[t], out=reached[t])
            torch.mul(reached[t][..., None, :], share[t], out=told[t])
            h = torch.baddbmm(reached[t] * update[t], told[t].view(sides, batch, -1), w)
        flat = told.transpose(0, 1).reshape(sides, steps * batch, -1)
        dw, db = flat.transpose(1, 2) @ before.transpose(0, 1).reshape(sides, steps * batch, size), flat.sum(1)
        told[..., 2, :] = reached * fresh  # the state reaches the new gate through the reset gate, the input straight
        return told.view(steps, sides, batch, -1), dw, db


def run(module: nn.GRU, x: Tensor, lengths: Tensor) -> Tensor:
    """Compute what a bidirectional GRU of one layer computes of packed sequences: x (batch, steps, in) to (batch, steps, 2·H), zero behind each length."""
    steps = torch.arange(x.shape[1])
    inside = steps < lengths[:, None]
    turn = torch.where(inside, lengths[:, None] - 1 - steps, steps)[..., None]

    def both(name: str) -> list[Tensor]:
        return [getattr(module, f"{name}_l0"), getattr(module, f"{name}_l0_reverse")]

    ahead, back = F.linear(x, torch.cat(both("weight_ih")), torch.cat(both("bias_ih"))).chunk(2, -1)
    gates = torch.stack([ahead, back.gather(1, turn.expand_as(back))]).permute(2, 0, 1, 3).contiguous()
    states = _Steps.apply(gates, torch.stack(both("weight_hh")), torch.stack(both("bias_hh")))
    ahead, back = states.permute(1, 2, 0, 3)
    return torch.cat([ahead, back.gather(1, turn.expand_as(back))], -1) * inside[..., None]
