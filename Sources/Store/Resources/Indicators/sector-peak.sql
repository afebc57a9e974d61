/*
id: sector-peak
zh: 城乡建设领域碳排放达峰年份
en: Peak year of the sector
unit: 年
direction: down
formula-zh: 至当年为止，口径内年碳排放量最高的年份（相同取最早）；分子为该年碳排放量（万吨二氧化碳）
formula-en: The year of highest emissions of the boundary so far (of equals the first); the numerator is that year's emissions (10⁴ t CO₂)
clause: 连云港方案一（三）（直接碳排放）；天津方案三（碳排放）
clause-en: Lianyungang plan, 1.3 (direct emissions); Tianjin plan, 3 (emissions)
method-zh: “2030年前达峰”有两种理解：不晚于 2029 年（不含 2030 年），或不晚于 2030 年；两种判断都给出。连云港只计直接排放，天津计全部排放（含电力、热力）。当年为止的最高年份会随新数据改变，是否已经达峰由判断规则说明。
method-en: “Peak before 2030” is read in two ways: not after 2029, or not after 2030; both verdicts are given. Lianyungang counts direct emissions only, Tianjin all of them, with electricity and heat. The highest year so far can change with new data; whether it was the peak is for the rule of judgement.
reporter: 统计数据
reporter-en: statistics
answers: 碳排放 达峰 | 年
variant: sector | 全部排放（含电力、热力） | all emissions, electricity and heat included | 碳排放
variant: direct | 直接排放 | direct emissions only | 碳排放 直接
*/
-- value
WITH total AS (
    SELECT year, sum(carbon_kg) / 1e7 AS carbon, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_emission
    WHERE place_id = :jurisdiction AND year <= :year AND (:variant = 'sector' OR emission_scope = 'direct')
    GROUP BY year
)
SELECT carbon AS numerator, NULL AS denominator, year AS value,
    0 AS measured, 0 AS billed, known AS statistical, 0 AS estimated
FROM total
WHERE (SELECT max(year) FROM total) = :year
ORDER BY carbon DESC, year
LIMIT 1;
-- rows
WITH total AS (
    SELECT year, sum(carbon_kg) / 1e7 AS carbon, count(DISTINCT jurisdiction_id) * known AS known
    FROM v_place_emission
    WHERE place_id = :jurisdiction AND year <= :year AND (:variant = 'sector' OR emission_scope = 'direct')
    GROUP BY year
)
SELECT 'segment' AS kind, segment AS subject, sum(carbon_kg) / 1e7 AS contribution, NULL AS weight
FROM v_place_emission
WHERE place_id = :jurisdiction AND year = (SELECT year FROM total ORDER BY carbon DESC, year LIMIT 1)
    AND (:variant = 'sector' OR emission_scope = 'direct')
GROUP BY segment;
