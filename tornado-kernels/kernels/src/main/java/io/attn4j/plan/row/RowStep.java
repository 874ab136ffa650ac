package io.attn4j.plan.row;

import io.attn4j.plan.Step;

/** Steps that treat rows, or elements, one by one: sums, copies, norms, selections. */
public sealed interface RowStep extends Step
        permits Addition,
                Dropout,
                Fill,
                HeadScale,
                HeadScaleGradient,
                KeepRanges,
                LayerNorm,
                LayerNormGradient,
                Narrow,
                Product,
                Rearrange,
                RowProducts,
                RowSeeds,
                ScatterRows,
                SelectRows,
                SquaredNorms,
                Sum,
                Widen {}
