package io.attn4j.bench.regression;

/**
 * One problem on one engine, base and new.
 *
 * @param caseId the problem
 * @param engine the engine
 * @param device name of the device
 * @param baseRecords records pooled on the base's side
 * @param newRecords records pooled on the new side
 * @param baseNs median of the base's record medians, null where it has no time
 * @param newNs the same of the new side
 * @param change what the times say, null where a side has none or they are no claim
 * @param verdict what follows
 * @param reason why, where the numbers alone do not say it; else null
 */
public record CaseComparison(
        String caseId,
        String engine,
        String device,
        int baseRecords,
        int newRecords,
        Double baseNs,
        Double newNs,
        Change change,
        Verdict verdict,
        String reason) {

    /**
     * How times of the new side compare with those of the base.
     *
     * @param shift new time over base time: the Hodges-Lehmann estimate over block medians, with its interval and p value
     * @param fastest ratio of the fastest samples
     * @param band relative change that noise can make
     * @param drift factor of at least 1 by which the machine itself changed, which the band holds
     * @param baseBlocks blocks of the base, which count as independent
     * @param newBlocks blocks of the new side
     */
    public record Change(Shift shift, double fastest, double band, double drift, int baseBlocks, int newBlocks) {}
}
