/*
id: water-leakage
zh: 公共供水管网漏损率
en: Leakage of the public water supply
unit: %
direction: down
formula-zh: （供水总量 − 注册用户用水量）÷ 供水总量 × 100；为综合漏损率，未作 CJJ 92 的四项修正
formula-en: (Water supplied − authorised consumption) ÷ water supplied × 100; overall leakage, without the four corrections of CJJ 92
clause: 连云港方案第13项；CJJ 92-2016（2018年版，可信度高）
clause-en: Lianyungang plan, task 13; CJJ 92-2016, revision of 2018 (confidence high)
quantities: water.supplied, water.authorised
reporter: 供水企业
reporter-en: water suppliers
answers: 漏损率 | %
*/
-- value
SELECT sum((whole.value - part.value)) AS numerator, sum(whole.value) AS denominator,
    100 * sum((whole.value - part.value)) / nullif(sum(whole.value), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'water.authorised' AND whole.quantity = 'water.supplied';
-- rows
SELECT kind, subject, (whole.value - part.value) AS contribution, whole.value AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'water.authorised' AND whole.quantity = 'water.supplied';
