package io.attn4j.mechanism.block;

/** Where the norms of a block stand. */
enum NormOrder {
    /** Before the mechanism and before the MLP; the stream of residuals is not normalised (Xiong et al. 2020, figure 1b). */
    PRE,

    /** After each addition, as in the first Transformer and in BERT (Vaswani et al. 2017, section 3.1; figure 1a of Xiong). */
    POST
}
