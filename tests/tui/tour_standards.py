"""The files of the workspace that the tour leads through: two standards, what was printed, and what is broken."""

from __future__ import annotations

#: Texts between `«` and `»` are the ones that a standard's author writes freely.
POINTS = """
schema = 1
id = "mini/points"
title = "«法治县（市、区）创建评估指标体系（适用于县级以下各单位自查、初评和复评）»"
short = "«小标准»"
edition = "2025"
status = "draft"
unit_kinds = ["county"]

[document]
id = "mini"
title = "«关于开展法治县（市、区）创建活动评估工作的通知»"
issuer = "«某某市依法治市办»"

[[document.stages]]
id = "self"
title = "«自查»"
due = 2025-12-10
who = "«各县（市、区）»"

[[document.stages]]
id = "monthly"
title = "«每月报送»"
monthly = 25

[[document.stages]]
id = "review"
title = "«组织复评»"
due = 2025-12-31
final = true

[[document.campaigns]]
id = "round"
title = "«2025 年度评估»"
sheet = "mini/points"
starts = 2025-01-01
ends = 2025-12-31
units = [{ name = "«甲县»", kind = "county" }, { name = "«石桥县»", kind = "county" }]

[[document.campaigns]]
id = "again"
title = "«2026 年度复评»"
sheet = "mini/points"
starts = 2026-01-01
ends = 2026-12-31
units = [{ name = "«甲县»", kind = "county" }, { name = "«柳河县»", kind = "county" }]

[scoring]
model = "points"
full = 30
step = 0.5

[[themes]]
id = "any"
title = "«组织领导»"

[[facts]]
id = "sessions"
title = "«党委理论学习中心组集体学习法治专题的次数»"
subject = "government"
kind = "count"
unit = "«次»"
note = "«以会议记录为准；传达文件不算。»"

[[facts]]
id = "filing"
title = "«规范性文件备案率»"
subject = "government"
kind = "share"

[[facts]]
id = "disclosed"
title = "«按期公开法治政府建设年度报告»"
subject = "government"
kind = "yes-no"

[[facts]]
id = "accident"
title = "«发生重大责任事故»"
subject = "government"
kind = "event"

[[dimensions]]
id = "一"
title = "«组织领导（党政主要负责人切实履行推进法治建设第一责任人职责）»"
points = 14

  [[dimensions.groups]]
  id = "一-1"
  title = "«学习与机构»"

    [[dimensions.groups.criteria]]
    id = "1.1"
    title = "«党委理论学习中心组每年集体学习法治专题，并有记录»"
    points = 4
    themes = ["any", "leadership"]
    evidence = { document = ["«学习计划»"], minutes = ["«会议纪要或会议记录（注明到会人员、议题和发言要点）»"] }
    methods = ["documents", "interview"]
    responsible = "«县委办、县司法局»"
    clause = "«附件一 一、1»"
    requirements = [
      { id = "1.1.1", text = "«每年学习不少于四次。»", measure = { fact = "sessions", at_least = 4, per = "year" }, deduct = { each = 0.5 } },
      { id = "1.1.2", text = "«全年学习有计划。»", measure = { fact = "party-study-sessions", at_least = 2, per = "year" } },
    ]

    [[dimensions.groups.criteria]]
    id = "1.2"
    title = "«机构和人员：设有专门机构，配齐专职人员，经费列入本级财政预算»"
    points = 4
    themes = ["any", "funding", "planning"]
    evidence = ["«机构编制批复»", "«花名册»"]
    methods = ["site"]
    note = "«与其他机构合署的，须有专人负责，方可视为设有专门机构。»"
    requirements = [
      { id = "1.2.1", text = "«党委每年至少召开1次常委会，专题研究部署创建活动（依照《GB/T 32168-2015 政务服务中心网上服务规范》第3.2条），有“会议纪要”为证；涉及多个部门的，各部门均有落实台账，件件有着落、事事有回音。»", points = 2 },
      { id = "1.2.2", text = "«配有专职人员。»", points = 2 },
    ]

    [[dimensions.groups.criteria]]
    id = "1.3"
    title = "«备案审查»"
    points = 2
    themes = ["any"]
    requirements = [
      { id = "1.3.1", text = "«规范性文件备案率达到100%。»", measure = { fact = "filing", at_least = 100 } },
      { id = "1.3.2", text = "«按期公开年度报告。»", measure = { fact = "disclosed", is = true } },
      { id = "1.3.3", text = "«重大行政决策经合法性审查，未经审查或者审查不合法的不提交讨论；集体讨论情况如实记录。»", informed_by = ["sessions"] },
    ]

  [[dimensions.groups]]
  id = "一-2"
  title = "«督察考核»"

    [[dimensions.groups.criteria]]
    id = "1.4"
    title = "«督察»"
    points = 4
    themes = ["any"]
    requirements = [{ id = "1.4.1", text = "«每年至少开展一次督察。»" }]

[[dimensions]]
id = "二"
title = "«依法行政»"
points = 16
minimum = 8

  [[dimensions.criteria]]
  id = "2.1"
  title = "«行政执法全过程记录»"
  points = 4
  themes = ["any", "enforcement"]
  requirements = [{ id = "2.1.1", text = "«执法有记录。»" }]

  [[dimensions.criteria]]
  id = "2.2"
  title = "«地方立法»"
  points = 2
  themes = ["any"]
  applies_when = { legislative_power = true }
  requirements = [{ id = "2.2.1", text = "«有年度立法计划。»" }]

  [[dimensions.criteria]]
  id = "2.3"
  title = "«跨区域执法协作»"
  points = 2
  themes = ["any"]
  requirements = [{ id = "2.3.1", text = "«签有协作协议。»" }]

  [[dimensions.criteria]]
  id = "2.4"
  title = "«行政复议»"
  points = 4
  themes = ["any"]
  levels = [{ id = "good", title = "«良好»", share = 100 }, { id = "fair", title = "«一般»", share = 50 }]
  requirements = [{ id = "2.4.1", text = "«复议案件按期办结。»" }]

  [[dimensions.criteria]]
  id = "2.5"
  title = "«法律顾问»"
  points = 4
  themes = ["any"]
  requirements = [{ id = "2.5.1", text = "«聘有法律顾问。»" }]

[[vetoes]]
id = "accident"
title = "«发生重大责任事故»"
text = "«考评周期内发生重大责任事故，造成恶劣影响的，不得参评。»"
event = "accident"
look_back = "period"
effect = "ineligible"
label = "«不得参评»"

[[vetoes]]
id = "fraud"
title = "«弄虚作假»"
text = "«近三年内弄虚作假的，撤销称号。»"
look_back_years = 3
effect = "revoke"
label = "«撤销称号»"

[[adjustments]]
id = "innovation"
title = "«创新加分»"
text = "«有创新做法并在全市以上推广的，每项加一分。»"
kind = "bonus"
amount = 1
cap = 2

[[adjustments]]
id = "late"
title = "«报送逾期»"
text = "«材料逾期报送的，酌情减分。»"
kind = "penalty"
range = { low = 0.5, high = 2 }

[[outcomes]]
label = "«优秀»"
when = { score_at_least = 27 }

[[outcomes]]
label = "«合格»"
when = { score_at_least = 18 }

[[outcomes]]
label = "«不合格»"
otherwise = true

[[errata]]
at = "1.2"
printed = "«配备专职人»"
read_as = "«配备专职人员»"
why = "«原文漏字。»"
"""

MET = """
schema = 1
id = "mini/met"
title = "«小达标：按达标率评定»"
short = "«小达标»"
edition = "2024"
status = "in-force"
unit_kinds = ["county", "department"]

[document]
id = "mini-met"
title = "«小文件二»"

[scoring]
model = "attainment"
partial = 50

[[themes]]
id = "any"
title = "«任意»"

[[criteria]]
id = "1"
title = "«法治学习»"
themes = ["any"]
requirements = [{ id = "1.1", text = "«每年学习不少于两次。»", measure = { fact = "party-study-sessions", at_least = 2, per = "year" } }]

[[criteria]]
id = "2"
title = "«有年度计划»"
themes = ["any"]
requirements = [{ id = "2.1", text = "«有规划。»" }]

[[criteria]]
id = "3"
title = "«执法记录»"
themes = ["any", "leadership", "funding", "planning", "enforcement"]
requirements = [{ id = "3.1", text = "«有记录。»" }]

[[outcomes]]
label = "«达标»"
when = { attained_at_least = 90 }

[[outcomes]]
label = "«未达标»"
otherwise = true
"""

#: How the two relate, with what there is of each kind.
CROSSWALK = """
schema = 1
from = "mini/points"
to = "mini/met"
made_from = "«两份通知逐条对读，只比要求什么，不比分值»"

[[relations]]
from = "1.1"
to = "1"
type = "superset"
rationale = "«两项都要求党委集体学习法治；前一项另要求次数更多、全年有计划，后一项只要求两次。»"
common = ["1.1.2 = 1.1"]

[[relations]]
from = "2.1"
to = "3"
type = "equal"
rationale = "«两项都只要求执法有记录。»"
common = ["2.1.1 = 3.1"]

[[none]]
from = "1.2"
rationale = "«后一份不问机构和人员。»"

[[none]]
to = "2"
rationale = "«前一份不问年度计划。»"
"""

#: What the office printed, of which each criterion's clause is shown.
PRINTED = """«关于开展法治县（市、区）创建活动评估工作的通知»
一、组织领导
1.1 «党委理论学习中心组每年集体学习法治专题，并有记录»（4分）。每年学习不少于四次。«少一次的，扣0.5分；传达文件不算学习。»
1.2 «机构和人员：设有专门机构，配齐专职人员，经费列入本级财政预算»（4分）。«配有专职人员；没有编制批复的，不予认定。»
1.3 «备案审查»（2分）。«规范性文件备案率达到100%。»
1.4 «督察»（4分）。«每年至少开展一次督察。»
二、依法行政
2.1 «行政执法全过程记录»（4分）。«执法有记录。»
"""

#: A rubric of a document that no standard has been made of yet; its sums do not agree, and some of it is doubtful.
DRAFTED = """云溪县乡镇法治建设考核办法（2025年）
考核内容（总分20分）
一、组织领导（12分）
（一）«学习制度»（5分）
1.«党委每年专题学习不少于4次»，每少一次扣1分，扣完为止。
2.«学习有记录。制定学习计划，报送司法所备案，并在年度述法时报告；没有计划的，不予认定。»
（二）«机构人员»（6分）
1.«设有专门机构，配备专职人员。»
二、依法行政（8分）
（三）«执法规范»（8分）
1.«执法全过程记录率达到95%以上。»
三、一票否决
有下列情形之一的，不得参评：
（一）«近三年内发生重大执法责任事故的。»
四、加分项
（一）«经验做法被推广的，酌情加分。»
五、结果
18分以上为优秀，12分以上为合格，12分以下为不合格。
"""

#: A plugin of a third party that cannot be imported, and a standard that is none.
PLUGIN = "import nothing_of_that_name\n"
BROKEN = 'schema = 1\nid = "«坏标准»"\n'
