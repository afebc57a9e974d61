/*
id: inefficient-public-retrofit
zh: 非节能公共建筑绿色化改造完成率
en: Inefficient public buildings retrofitted
unit: %
direction: up
formula-zh: 年末累计完成绿色化改造的非节能公共建筑面积 ÷ 非节能公共建筑面积 × 100
formula-en: Floor area of inefficient public buildings retrofitted by the end of the year ÷ floor area of all inefficient public buildings × 100
clause: 连云港方案第6项
clause-en: Lianyungang plan, task 6
method-zh: “非节能公共建筑”没有定义。默认用各区县摸底清单（改造的和未改造的都在分母中）；另一口径从建筑名录计算：2005年及以前竣工的公共建筑（GB 50189-2005 自2005年7月1日施行），分子为逐栋填报了改造的建筑，没有竣工年份的建筑计为未知。默认清单口径，因为名录不一定登记了全市的公共建筑。
method-en: The plan does not define “inefficient”. By default the districts’ inventories (what was retrofitted stays in the denominator). The other reading is computed from the register: public buildings completed up to 2005 (GB 50189-2005 came into force on 1 July 2005), retrofitted where reported building by building; buildings without a year count as unknown. The inventory is the default because the register may not hold every public building of the city.
quantities: inefficient_public.retrofitted, inefficient_public.total, inefficient_public.building_retrofitted
reporter: 区县住房城乡建设部门
reporter-en: district housing departments
answers: 非节能公共建筑 | %
variant: inventory | 区县摸底清单 | districts’ inventories |
variant: register | 建筑名录中2005年及以前竣工 | register, completed up to 2005 |
*/
-- value
WITH inventory AS (
    SELECT 'jurisdiction' AS kind, CAST(jurisdiction_id AS TEXT) AS subject, known,
        sum(value) FILTER (WHERE quantity = 'inefficient_public.retrofitted') AS done,
        sum(value) FILTER (WHERE quantity = 'inefficient_public.total') AS area
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year = :year AND scope = '' AND :variant = 'inventory'
        AND quantity IN ('inefficient_public.retrofitted', 'inefficient_public.total')
    GROUP BY jurisdiction_id, known
    HAVING done IS NOT NULL AND area IS NOT NULL
), register AS (
    SELECT gross_floor_area_m2 AS area, completed_year, building_id IN (
            SELECT building_id FROM v_reported_value
            WHERE quantity = 'inefficient_public.building_retrofitted' AND year <= :year AND value > 0
        ) AS is_done
    FROM v_building
    WHERE :variant = 'register' AND kind NOT IN ('residential', 'rural_house') AND (
        zone_id = :jurisdiction
        OR jurisdiction_id IN (SELECT jurisdiction_id FROM v_within WHERE ancestor_id = :jurisdiction)
    )
), whole AS (
    SELECT sum(done) AS done, sum(area) AS area, count(*) * max(known) AS known FROM inventory
    HAVING count(*) > 0
    UNION ALL
    SELECT sum(area) FILTER (WHERE completed_year <= 2005 AND is_done), sum(area) FILTER (WHERE completed_year <= 2005),
        sum(area) FILTER (WHERE completed_year IS NOT NULL) / sum(area)
    FROM register
    HAVING max(is_done) = 1
)
SELECT ifnull(done, 0) AS numerator, area AS denominator, 100 * ifnull(done, 0) / nullif(area, 0) AS value,
    0 AS measured, 0 AS billed, known AS statistical, 0 AS estimated
FROM whole;
-- rows
WITH inventory AS (
    SELECT 'jurisdiction' AS kind, CAST(jurisdiction_id AS TEXT) AS subject,
        sum(value) FILTER (WHERE quantity = 'inefficient_public.retrofitted') AS done,
        sum(value) FILTER (WHERE quantity = 'inefficient_public.total') AS area
    FROM v_place_report
    WHERE place_id = :jurisdiction AND year = :year AND scope = '' AND :variant = 'inventory'
        AND quantity IN ('inefficient_public.retrofitted', 'inefficient_public.total')
    GROUP BY jurisdiction_id
    HAVING done IS NOT NULL AND area IS NOT NULL
)
SELECT kind, subject, done AS contribution, area AS weight FROM inventory
UNION ALL
SELECT 'building', CAST(building_id AS TEXT), iif(building_id IN (
        SELECT building_id FROM v_reported_value
        WHERE quantity = 'inefficient_public.building_retrofitted' AND year <= :year AND value > 0
    ), gross_floor_area_m2, 0), gross_floor_area_m2
FROM v_building
WHERE :variant = 'register' AND completed_year <= 2005 AND kind NOT IN ('residential', 'rural_house') AND (
    zone_id = :jurisdiction
    OR jurisdiction_id IN (SELECT jurisdiction_id FROM v_within WHERE ancestor_id = :jurisdiction)
);
