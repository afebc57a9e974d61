/*
id: commissioning-gain
zh: 公共建筑运行调适机电系统能效提升率
en: Efficiency gained by retro-commissioning
unit: %
direction: up
change: yes
formula-zh: （调适前机电系统年用电量 − 调适后年用电量）÷ 调适前年用电量 × 100，按用电量加权
formula-en: (Yearly electricity of the mechanical systems before commissioning − after) ÷ before × 100, weighted by use
clause: 天津方案四（三）2（在现有水平上提升10%）；IPMVP 方案 C、D
clause-en: Tianjin plan, 4.3.2 (10 % above the present level); IPMVP options C and D
method-zh: “能效提升”按服务水平不变时用能下降的比例计算。默认用项目核定值（按气候和使用时间修正过的前后年用电量）；另一口径由平台读数计算：上一年调适的建筑，空调与动力用电（分项 01B00、01C00）当年与前年之比，两年都须有 12 个月，未作气候修正。默认核定值，因为冷热年份会掩盖百分之十的变化。
method-en: A gain in efficiency is the fall of energy use at equal service. By default as certified by project (yearly use before and after, normalised for weather and hours). The other reading is computed from the platform’s readings: of buildings commissioned in the previous year, air conditioning and power (items 01B00, 01C00) of this year against the year before last, twelve months each, not normalised. Certified values are the default because a warm year hides ten per cent.
quantities: commissioning.energy_before, commissioning.energy_after
reporter: 业主；区县住房城乡建设部门核定
reporter-en: owners; certified by district housing departments
answers: 调适 能效 | %
variant: reported | 项目核定值 | certified by project |
variant: metered | 平台读数（未修正） | readings, not normalised | 读数
*/
-- value
WITH commissioned AS (
    SELECT kind, subject, jurisdiction_id, known, year,
        sum(value) FILTER (WHERE quantity = 'commissioning.energy_before') AS before,
        sum(value) FILTER (WHERE quantity = 'commissioning.energy_after') AS after
    FROM v_place_report
    WHERE place_id = :jurisdiction AND scope = '' AND year IN (:year - 1, :year)
        AND quantity IN ('commissioning.energy_before', 'commissioning.energy_after')
    GROUP BY kind, subject, jurisdiction_id, known, year
    HAVING before IS NOT NULL AND after IS NOT NULL
), metered AS (
    SELECT subject, month / 12 + 1970 AS year, sum(amount) AS amount, sum(amount - estimated) AS read
    FROM commissioned JOIN v_energy_month ON building_id = CAST(subject AS INTEGER)
    WHERE kind = 'building' AND year = :year - 1 AND item_code IN ('01B00', '01C00')
        AND month BETWEEN 12 * (:year - 1972) AND 12 * (:year - 1969) - 1
    GROUP BY subject, month / 12
    HAVING count(DISTINCT month) = 12
), project AS (
    SELECT before, after, 0 AS read, jurisdiction_id, known FROM commissioned WHERE year = :year AND :variant = 'reported'
    UNION ALL
    SELECT before.amount, after.amount, before.read + after.read, NULL, 0
    FROM metered before JOIN metered after USING (subject)
    WHERE before.year = :year - 2 AND after.year = :year AND :variant = 'metered'
)
SELECT sum(before - after) AS numerator, sum(before) AS denominator,
    100 * sum(before - after) / nullif(sum(before), 0) AS value,
    sum(read) / nullif(sum(before + after), 0) AS measured, 0 AS billed,
    count(DISTINCT jurisdiction_id) * max(known) AS statistical,
    iif(:variant = 'metered', 1 - sum(read) / nullif(sum(before + after), 0), 0) AS estimated
FROM project
HAVING count(*) > 0;
-- rows
WITH commissioned AS (
    SELECT kind, subject, year,
        sum(value) FILTER (WHERE quantity = 'commissioning.energy_before') AS before,
        sum(value) FILTER (WHERE quantity = 'commissioning.energy_after') AS after
    FROM v_place_report
    WHERE place_id = :jurisdiction AND scope = '' AND year IN (:year - 1, :year)
        AND quantity IN ('commissioning.energy_before', 'commissioning.energy_after')
    GROUP BY kind, subject, year
    HAVING before IS NOT NULL AND after IS NOT NULL
), metered AS (
    SELECT subject, month / 12 + 1970 AS year, sum(amount) AS amount
    FROM commissioned JOIN v_energy_month ON building_id = CAST(subject AS INTEGER)
    WHERE kind = 'building' AND year = :year - 1 AND item_code IN ('01B00', '01C00')
        AND month BETWEEN 12 * (:year - 1972) AND 12 * (:year - 1969) - 1
    GROUP BY subject, month / 12
    HAVING count(DISTINCT month) = 12
)
SELECT kind, subject, before - after AS contribution, before AS weight
FROM commissioned
WHERE year = :year AND :variant = 'reported'
UNION ALL
SELECT 'building', subject, before.amount - after.amount, before.amount
FROM metered before JOIN metered after USING (subject)
WHERE before.year = :year - 2 AND after.year = :year AND :variant = 'metered';
