/*
id: water-leakage
zh: 公共供水管网漏损率
en: Leakage of the public water supply
unit: %
direction: down
formula-zh: 综合漏损率 R_WL =（供水总量 − 注册用户用水量）÷ 供水总量 × 100；漏损率 R_BL = R_WL − R1 − R2 − R3 − R4。R1 = 8 × 居民抄表到户水量占比；R2 = 99 ×（A − 0.0693），A = DN75 及以上管长（公里）÷ 供水总量（万立方米），限 ±3；R3：年平均出厂压力大于 0.35、0.55、0.75 兆帕为 0.5、1、2；R4：最大冻土深度大于 1.4 米为 1。几个供水单位按供水总量加权
formula-en: Gross loss R_WL = (water supplied − authorised consumption) ÷ water supplied × 100; loss R_BL = R_WL − R1 − R2 − R3 − R4. R1 = 8 × share of water metered at each home; R2 = 99 × (A − 0.0693), A = pipe of DN 75 and more (km) ÷ water supplied (10⁴ m³), within ±3; R3: mean outlet pressure above 0.35, 0.55, 0.75 MPa gives 0.5, 1, 2; R4: frost deeper than 1.4 m gives 1. Several suppliers are weighted by water supplied
clause: 连云港方案第13项；CJJ 92-2016（2018年版，2019年2月1日起实施；R_BL = R_WL − Rn 与按水量加权可信度高，R1 至 R4 的常数凭记忆，须核对原文）
clause-en: Lianyungang plan, task 13; CJJ 92-2016, revision of 2018, in force since 1 February 2019 (R_BL = R_WL − Rn and the weighting: confidence high; the constants of R1 to R4 from memory, check the printed text)
method-zh: 同叫“漏损率”的有两个数：综合漏损率 R_WL 与经四项修正、用于评定的漏损率 R_BL，通常相差几个百分点。原文未写哪一个。默认 R_WL：只需两个量，各地都有；修正后的数旁列，须先核对修正常数。R_BL 达标而 R_WL 未达标时，请在判断中写明。
method-en: Two numbers go by the name: gross loss R_WL, and loss R_BL after four corrections, by which suppliers are graded; they usually differ by several points. The plan does not say which. R_WL is the default: it takes two quantities that everybody has; the corrected one stands beside it, and its constants must be checked first. Where only R_BL meets the goal, say so in the judgement.
quantities: water.supplied, water.authorised, water.household_metered, water.pipe_length, water.outlet_pressure, water.frost_depth
reporter: 供水企业
reporter-en: water suppliers
answers: 漏损率 | %
variant: r_wl | 综合漏损率 R_WL | gross loss R_WL | 综合
variant: r_bl | 修正后漏损率 R_BL | corrected loss R_BL | 修正
*/
-- value
WITH supplier AS (
    SELECT kind, subject, jurisdiction_id, known,
        sum(value) FILTER (WHERE quantity = 'water.supplied') AS supplied,
        sum(value) FILTER (WHERE quantity = 'water.authorised') AS authorised,
        sum(value) FILTER (WHERE quantity = 'water.household_metered') AS household,
        sum(value) FILTER (WHERE quantity = 'water.pipe_length') AS pipe,
        sum(value) FILTER (WHERE quantity = 'water.outlet_pressure') AS pressure,
        sum(value) FILTER (WHERE quantity = 'water.frost_depth') AS frost
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year = :year AND scope = ''
        AND quantity IN ('water.supplied', 'water.authorised', 'water.household_metered', 'water.pipe_length',
            'water.outlet_pressure', 'water.frost_depth')
    GROUP BY kind, subject, jurisdiction_id, known
), correction AS (
    -- R1 + R2 + R3 + R4, as parts of one; A = km of pipe ÷ 10⁴ m³ = 10 × m ÷ m³
    SELECT *, 0.08 * household / supplied
        + max(-0.03, min(0.03, 0.99 * (10 * pipe / supplied - 0.0693)))
        + CASE WHEN pressure > 750 THEN 0.02 WHEN pressure > 550 THEN 0.01 WHEN pressure > 350 THEN 0.005 ELSE 0 END
        + iif(frost > 140, 0.01, 0) + 0 * pressure + 0 * frost AS rate
    FROM supplier
    WHERE supplied > 0
), loss AS (
    SELECT jurisdiction_id, known, supplied, supplied - authorised - iif(:variant = 'r_bl', rate * supplied, 0) AS lost
    FROM correction
)
SELECT sum(lost) AS numerator, sum(supplied) AS denominator, 100 * sum(lost) / nullif(sum(supplied), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM loss
WHERE lost IS NOT NULL;
-- rows
WITH supplier AS (
    SELECT kind, subject,
        sum(value) FILTER (WHERE quantity = 'water.supplied') AS supplied,
        sum(value) FILTER (WHERE quantity = 'water.authorised') AS authorised,
        sum(value) FILTER (WHERE quantity = 'water.household_metered') AS household,
        sum(value) FILTER (WHERE quantity = 'water.pipe_length') AS pipe,
        sum(value) FILTER (WHERE quantity = 'water.outlet_pressure') AS pressure,
        sum(value) FILTER (WHERE quantity = 'water.frost_depth') AS frost
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year = :year AND scope = ''
        AND quantity IN ('water.supplied', 'water.authorised', 'water.household_metered', 'water.pipe_length',
            'water.outlet_pressure', 'water.frost_depth')
    GROUP BY kind, subject, jurisdiction_id
), correction AS (
    SELECT *, 0.08 * household / supplied
        + max(-0.03, min(0.03, 0.99 * (10 * pipe / supplied - 0.0693)))
        + CASE WHEN pressure > 750 THEN 0.02 WHEN pressure > 550 THEN 0.01 WHEN pressure > 350 THEN 0.005 ELSE 0 END
        + iif(frost > 140, 0.01, 0) + 0 * pressure + 0 * frost AS rate
    FROM supplier
    WHERE supplied > 0
), loss AS (
    SELECT kind, subject, supplied, supplied - authorised - iif(:variant = 'r_bl', rate * supplied, 0) AS lost
    FROM correction
)
SELECT kind, subject, lost AS contribution, supplied AS weight
FROM loss
WHERE lost IS NOT NULL;
