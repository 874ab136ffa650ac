/**
 * What Centroid attention (Wu et al. 2021) adds to the core: where centroids start ({@link
 * io.attn4j.kernels.centroid.FarthestPointsKernel}), which inputs they keep to ({@link
 * io.attn4j.kernels.centroid.NearestCentroidsKernel}, {@link io.attn4j.kernels.centroid.ClusterMeansKernel}, {@link
 * io.attn4j.kernels.centroid.NearestMaskKernel}), and how an attention moves them ({@link
 * io.attn4j.kernels.centroid.CentroidDeltaKernel}).
 *
 * <p>Squared distances are plain ascending sums over the columns, as choices depend on them; ties go to the lowest index.
 */
package io.attn4j.kernels.centroid;
