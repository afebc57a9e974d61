/*
id: roof-pv-coverage
zh: 新建公共机构、新建厂房屋顶光伏覆盖率
en: Photovoltaic coverage of new roofs
unit: %
direction: up
formula-zh: 当年建成的新建公共机构建筑与新建厂房：屋顶光伏组件水平投影面积 ÷ 屋顶面积（可用面积或总面积）× 100
formula-en: Public-institution buildings and factories completed in the year: horizontal projection of photovoltaic modules ÷ roof area (usable or whole) × 100
clause: 连云港方案第10项（可用面积）；天津方案四（八）2（未写可用）
clause-en: Lianyungang plan, task 10 (usable area); Tianjin plan, 4.8.2 (does not say usable)
method-zh: 分母有两种：屋顶可用面积（连云港原文写明）与屋顶总面积（天津原文未写“可用”）；同样的组件，按总面积约低四成。各按原文选择，另一口径旁列。光伏面积为组件水平投影。
method-en: Two denominators: usable roof area (as the Lianyungang plan says) and the whole roof (the Tianjin plan does not say usable), by which the same modules count about 40 % less. Each plan’s own words decide; the other stands beside it. Module area is the horizontal projection.
quantities: roof.pv_area, roof.usable_area, roof.total_area
reporter: 业主；厂房由区县发展改革部门填报
reporter-en: owners; district development departments for factories
answers: 光伏 覆盖率 | %
variant: usable | 按可用屋顶面积 | of usable roof area | 可用
variant: whole | 按屋顶总面积 | of the whole roof | 屋顶
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'roof.pv_area'
    AND whole_quantity = iif(:variant = 'whole', 'roof.total_area', 'roof.usable_area');
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'roof.pv_area'
    AND whole_quantity = iif(:variant = 'whole', 'roof.total_area', 'roof.usable_area');
