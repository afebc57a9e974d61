/*
id: eco-garden-city
zh: 建成省级生态园林城市
en: Provincial eco-garden city
unit: 项
direction: up
formula-zh: 年末已获命名为 1，未获命名为 0；由几个地方填报的，全部获命名才为 1
formula-en: 1 where the title is held at the end of the year, 0 where not; where several places report, 1 only if all hold it
clause: 连云港方案第11项
clause-en: Lianyungang plan, task 11
method-zh: 以省住房城乡建设厅命名文件为准；通过评审但未命名的为 0。原文“全面建成”按市本级（含所辖县城填报的）都获命名理解。
method-en: By the province’s decision that grants the title; a passed review without it is 0. “Fully” is read as all that report holding the title.
quantities: title.eco_garden_city
reporter: 市住房城乡建设部门
reporter-en: city housing department
answers: 生态园林城市 | 项
answers: 生态园林城市 | 个
*/
-- value
SELECT sum(value) AS numerator, NULL AS denominator, min(value) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_report
WHERE place_id = :jurisdiction AND year = :year AND scope = '' AND quantity = 'title.eco_garden_city'
HAVING count(*) > 0;
-- rows
SELECT kind, subject, value AS contribution, NULL AS weight
FROM v_place_report
WHERE place_id = :jurisdiction AND year = :year AND scope = '' AND quantity = 'title.eco_garden_city';
