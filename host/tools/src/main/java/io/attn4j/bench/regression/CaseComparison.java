package io.attn4j.bench.regression;

/**
 * One problem on one engine, base and new; null where there is no time to compare.
 *
 * @param caseId the problem
 * @param engine the engine
 * @param device name of the device
 * @param baseRecords records pooled on the base's side
 * @param newRecords records pooled on the new side
 * @param baseNs median of the base's record medians
 * @param newNs the same of the new side
 * @param ratio new time over base time: the Hodges-Lehmann estimate over block medians
 * @param low lower end of the ratio's confidence interval at 1 - alpha; null when there are too few blocks for one
 * @param high upper end
 * @param fastest ratio of the fastest samples
 * @param band relative change that noise can make
 * @param drift factor of at least 1 by which the machine itself changed, which the band holds
 * @param p two-sided p value of the Mann-Whitney test on block medians
 * @param baseBlocks blocks of the base, which count as independent
 * @param newBlocks blocks of the new side
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
        Double ratio,
        Double low,
        Double high,
        Double fastest,
        Double band,
        Double drift,
        Double p,
        Integer baseBlocks,
        Integer newBlocks,
        Verdict verdict,
        String reason) {}
