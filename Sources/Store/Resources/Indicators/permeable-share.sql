/*
id: permeable-share
zh: 建成区可渗透面积占比
en: Permeable share of the built-up area
unit: %
direction: up
formula-zh: 建成区内可渗透地面面积（绿地、透水铺装）÷ 建成区面积 × 100
formula-en: Permeable ground of the built-up area (green land, permeable paving) ÷ built-up area × 100
clause: 连云港方案第12项；GB/T 51345-2018 可透水地面面积比例（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 12; GB/T 51345-2018, share of permeable ground (from memory, check the printed text)
method-zh: 水面是否计入可渗透面积有两种做法。默认不计水面（只算地面），数值较低、较稳妥；另一口径计入建成区内水面。建成区面积都含水面。
method-en: Whether water counts as permeable is handled in two ways. By default it does not (ground only), which gives the lower number; the other reading adds the water of the built-up area. The built-up area includes water in both.
quantities: permeable.area, built_up.water_area, built_up.area
reporter: 区县海绵城市主管部门
reporter-en: district departments for sponge cities
answers: 可渗透 | %
answers: 可透水 | %
variant: ground | 只计地面 | ground only |
variant: with_water | 含水面 | with water | 水面
*/
-- value
WITH part AS (
    SELECT kind, subject, jurisdiction_id, known,
        sum(value) FILTER (WHERE quantity = 'permeable.area')
            + iif(:variant = 'with_water', sum(value) FILTER (WHERE quantity = 'built_up.water_area'), 0) AS permeable,
        sum(value) FILTER (WHERE quantity = 'built_up.area') AS area
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year = :year AND scope = ''
        AND quantity IN ('permeable.area', 'built_up.water_area', 'built_up.area')
    GROUP BY kind, subject, jurisdiction_id, known
    HAVING permeable IS NOT NULL AND area IS NOT NULL
)
SELECT sum(permeable) AS numerator, sum(area) AS denominator, 100 * sum(permeable) / nullif(sum(area), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM part;
-- rows
SELECT kind, subject,
    sum(value) FILTER (WHERE quantity = 'permeable.area')
        + iif(:variant = 'with_water', sum(value) FILTER (WHERE quantity = 'built_up.water_area'), 0) AS contribution,
    sum(value) FILTER (WHERE quantity = 'built_up.area') AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND quantity IN ('permeable.area', 'built_up.water_area', 'built_up.area')
GROUP BY kind, subject
HAVING contribution IS NOT NULL AND weight IS NOT NULL;
