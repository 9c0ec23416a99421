"""Content of the test files: invented lists of this genre, the same for every build."""

from __future__ import annotations

import random

PLACES = ["东河县", "南岭区", "清溪镇", "石桥街道", "高新区", "双河乡", "北山林场", "临港经济开发区"]
PROBLEMS = [
    "{p}生活污水直排入河，雨污分流改造滞后。",
    "{p}采石场越界开采{a}亩，边坡未复绿，扬尘明显。",
    "{p}{a}家餐饮企业油烟净化设施不正常运行，群众反映强烈；夜间噪声扰民。",
    "{p}畜禽养殖粪污漫流，化粪池容积不足{a}立方米。",
    "{p}工业园区污水处理厂进水浓度低于{a}毫克/升，管网破损，长期低负荷运行，未按整改方案要求完成闭水检测。",
]
MEASURES = [
    "1.新建管网{a}公里。2.{a}月底前完成排查，建立台账。3.每季度开展一次巡查。",
    "责令停产整治，罚款{a}万元；清运固体废物{a}吨，平整覆土后补种乡土树种。",
    "已全部整改到位。",
    "投资{a}万元实施提标改造，新增处理能力{a}万吨/日，完善在线监测，并与主管部门联网。",
]
LIMITS = ["2024年6月底前", "2023年12月31日", "立行立改", "2025年底前，长期坚持", "2024年9月"]
UNITS = ["县住建局", "区政府、市生态环境分局", "镇人民政府", "市水利局、市农业农村局", "开发区管委会"]

HEADER = ["序号", "反馈问题", "整改措施", "整改时限", "责任单位"]


def rows(count: int, seed: int) -> list[list[str]]:
    """`count` body rows under HEADER."""
    pick = random.Random(seed)

    def fill(pool: list[str]) -> str:
        return pick.choice(pool).format(p=pick.choice(PLACES), a=pick.randint(2, 480))

    return [[str(i + 1), fill(PROBLEMS), fill(MEASURES), pick.choice(LIMITS), pick.choice(UNITS)] for i in range(count)]


def paragraphs(count: int, seed: int) -> list[str]:
    """Paragraphs of prose with figures."""
    pick = random.Random(seed)
    return [
        "".join(
            pick.choice(PROBLEMS + MEASURES[1:]).format(p=pick.choice(PLACES), a=pick.randint(2, 480))
            for _ in range(pick.randint(2, 5))
        )
        for _ in range(count)
    ]
