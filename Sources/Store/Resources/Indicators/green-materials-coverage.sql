/*
id: green-materials-coverage
zh: 星级绿色建筑应用绿色建材比例
en: Star-rated buildings that use green materials
unit: %
direction: up
formula-zh: 应用绿色建材达到要求的新建星级绿色建筑面积 ÷ 新建星级绿色建筑面积 × 100
formula-en: Floor area of new star-rated buildings that use green materials as required ÷ floor area of new star-rated buildings × 100
clause: 天津方案四（七）2；GB/T 50378-2019 绿色建材应用比例（凭记忆，须核对原文）
clause-en: Tianjin plan, 4.7.2; GB/T 50378-2019, share of green materials (from memory, check the printed text)
method-zh: “全面推广”按达到要求的建筑面积占比衡量，目标为 100%；“达到要求”指绿色建材应用比例不低于当地规定（国标评分的最低一档为 30%）。按建材采购额计算的应用比例是另一个指标。
method-en: “Promoted everywhere” is measured as the share of floor area that complies, against 100 %. A building complies where its share of green materials is not below the local rule (the lowest score of the national standard is 30 %). The share of green materials in what is bought is another number.
quantities: floor_area.new_star_green_materials, floor_area.new_star
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 绿色建材 星级 | %
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_star_green_materials' AND whole_quantity = 'floor_area.new_star';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_star_green_materials' AND whole_quantity = 'floor_area.new_star';
