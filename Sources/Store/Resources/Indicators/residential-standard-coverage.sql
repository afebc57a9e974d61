/*
id: residential-standard-coverage
zh: 新建居住建筑75%节能标准执行率
en: New homes that follow the 75 % energy standard
unit: %
direction: up
formula-zh: 当年建成、执行75%及以上节能设计标准的居住建筑面积 ÷ 当年建成的居住建筑面积 × 100
formula-en: Floor area of homes completed in the year to the 75 % standard or a better one ÷ floor area of homes completed in the year × 100
clause: 连云港方案第3项
clause-en: Lianyungang plan, task 3
method-zh: 原文中的75%是节能设计标准的名称（相对于1980年代基准的节能率），不是执行比例；“全面执行”按建筑面积占比衡量，目标为 100%。以竣工面积为准；以施工图审查通过的面积为准会早一到两年。建筑名录没有节能标准一项，所以用填报值。
method-en: The 75 % is the name of the standard (savings against homes of the 1980s), not the share that follows it; “all shall” is measured as a share of floor area, against 100 %. By completion; by approved drawings it would come a year or two earlier. The register does not know the standard, so it is reported.
quantities: floor_area.new_residential_75, floor_area.new_residential
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 居住建筑 节能设计标准 | % | 100 | 75
*/
-- value
SELECT sum(part) AS numerator, sum(whole) AS denominator, 100 * sum(part) / nullif(sum(whole), 0) AS value,
    0 AS measured, 0 AS billed, count(DISTINCT jurisdiction_id) * known AS statistical, 0 AS estimated
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_residential_75' AND whole_quantity = 'floor_area.new_residential';
-- rows
SELECT kind, subject, part AS contribution, whole AS weight
FROM v_place_share
WHERE place_id = :jurisdiction AND year = :year AND scope = ''
    AND part_quantity = 'floor_area.new_residential_75' AND whole_quantity = 'floor_area.new_residential';
