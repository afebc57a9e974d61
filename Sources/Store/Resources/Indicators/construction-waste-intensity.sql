/*
id: construction-waste-intensity
zh: 新建建筑施工现场建筑垃圾排放量
en: Waste of construction sites per floor area
unit: 吨/万平方米
direction: down
formula-zh: 新建施工现场建筑垃圾排放量（吨，不含工程渣土、工程泥浆）÷ 新建建筑面积（万平方米）
formula-en: Waste leaving sites of new buildings (t, without soil and slurry) ÷ floor area under new construction (10⁴ m²)
clause: 连云港方案第14项；天津方案四（七）4；建质〔2020〕46号（凭记忆，须核对原文）
clause-en: Lianyungang plan, task 14; Tianjin plan, 4.7.4; Jianzhi [2020] 46 (from memory, check the printed text)
method-zh: 分子只计运出工地的建筑垃圾，不含工程渣土、工程泥浆（建质〔2020〕46号）；装配式建筑另有每万平方米 200 吨的要求，本指标不区分。
method-en: The numerator is waste that leaves the site, without soil and slurry (Jianzhi [2020] 46). Prefabricated buildings have a limit of their own of 200 t per 10⁴ m², which is not told apart here.
quantities: waste.construction_site, floor_area.new_construction
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 建筑垃圾 排放量 | 吨/万平方米
*/
-- value
SELECT sum(part.value) AS numerator, sum(whole.value / 1e4) AS denominator,
    sum(part.value) / nullif(sum(whole.value / 1e4), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * part.known AS statistical, 0 AS estimated
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'waste.construction_site' AND whole.quantity = 'floor_area.new_construction';
-- rows
SELECT kind, subject, part.value AS contribution, whole.value / 1e4 AS weight
FROM v_place_report part JOIN v_place_report whole USING (place_id, jurisdiction_id, kind, subject, scope, year)
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part.quantity = 'waste.construction_site' AND whole.quantity = 'floor_area.new_construction';
