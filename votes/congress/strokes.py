"""姓氏笔画: the order of deputies' lists, by the strokes of the surname, then of the characters after it.

Characters of the same number of strokes stand in the order of their strokes (横竖撇点折), as mainland
lists have it. The table holds some 1,300 characters: the common surnames, and what names are commonly made of.
A character that it lacks comes after all others, by its code point: `unplaced` names them, for the list to say so.
"""

PLACES: dict[int, str] = {
    1: "一乙",
    2: "二丁十厂七卜乂人入八九儿几刁了乃刀力又",
    3: "三于干亏土士工才下寸丈大兀与万上小口山巾千乞川亿个丸久么凡勺及夕广亡门丫义之尸己已巳弓卫子也女刃飞习叉马乡巛",
    4: (
        "丰王亓井开天夫元无韦专云廿艺木五支不太犬区历友尤匹厄车巨牙屯戈比互切瓦止少日曰中内冈水贝见午牛手毛气壬牜升夭长仁片仇仉化币斤爪反介从父仑今凶分乏公仓月氏勿欠风丹匀乌凤勾卞六文亢方火"
        "为斗忆计户冗心尹尺引丑孔巴办以允予邓双书毋幻"
    ),
    5: (
        "玉未末示击巧正卉功去甘世艾古节本术札可丙左厉右石布夯戊龙平灭轧东卡北占卢业旧帅归且旦目叶甲申号电田由只史央兄冉皿四生失矢乍禾印丘仕付代仙仟仪白斥瓜仝乎丛令用氐乐尔句匆册卯处外冬鸟务"
        "包主市邝立冯玄兰半头宁穴它礼必永司尼民弗弘疋出辽加召皮边孕发圣对弁台矛幼母丝"
    ),
    6: (
        "匡耒邦邢戎圭吉考老巩扬耳共亚芝朴权臣西有百存而页达戌成夹尧毕至此师贞光早虫曲同吕因帆回刚网肉年朱缶先舌竹乔伟传伍伏优延仲任华仰自伊血向后行舟全合兆创危旨旭负各名多争邬色壮冰庄庆亦刘"
        "齐交衣产充闫问羊关米州江汲池汝汤兴宇守安军祁许论农那艮迅导阮孙阳阴如好羽牟欢红纪驰糸"
    ),
    7: (
        "寿玖麦进远运扶走贡赤孝抗志声芙芸芮苌花芹芬苍芳严芦劳克苏杜材杏杉巫李杨求甫束豆两邴酉丽辰励豕来轩连步坚肖呈时吴里足男吟邑别岑岚财告我利秀每邱何佐佑但作伯佟住位身佛近佘余希谷邸奂狄角"
        "彤邹迎言况亨库应冷辛冶间闵灿弟汪沐沛沙沃沪沈沁怀宋宏良启初词君灵迟张陆陈妍妙邵劲邰纬纯纲"
    ),
    8: (
        "奉环武青表拓坤者幸招其昔若茂苗英苟苑范直茅林枝松枫杰画雨郁奇奋欧非叔齿虎贤卓尚旺具昊果昆国昌畅昕明易昀昂典忠鸣咏岩罗岭凯知牧和季竺秉佳侍岳佴佩侬阜欣征舍金采念周鱼京享冼庞庚育郑单炜炎"
        "河泳泥泓波泽性怜怡学宝宗宜官空实宓定郎诗房诚祎详建肃录隶居屈承孟函妹姗妮始练细终绍经"
    ),
    9: (
        "春珏珂珑珍玲珊封项城政赵郝甚荆革茜草茵荀荣胡茹荔南柯柘栋查相柏柳树咸厚奎战冒映星是昭贵虹思品勋哈峥骨钟钢钧郜香秋科重复段俪顺修保俐俭信皇泉鬼禹侯俊衍律须俞食胜逄饶将亭庭姿音彦施闻养"
        "美姜娄前首炳烁洁洪洗活洛洋洲津恒恺恽宣宫宪冠语祖祝既叚费眉胥娅姝娇姚姣娜贺盈勇柔骁骆"
    ),
    10: (
        "艳泰秦珠班敖素振起袁都哲耿聂莲莫莉荷莘晋莎莹真桂桓桐桥桃格校根索栗贾配夏原顾致柴监党晓晔晁晏晖恩峰峻钰钱铁铎笑倩倪隽健徐殷航爱豹奚翁逢凌高郭席栾唐资竞部益兼烨涛浦浩海涂流润浪悟悦宽"
        "家宾容宰朗诸祥谈谊展陵陶姬娟娥娴能通桑绢绣继骏"
    ),
    11: (
        "理珺捷培基菁堇黄菲萌菊萍乾萧彬梅梓曹戚硕龚盛雪彪雀堂常眭晨野曼晗跃鄂唯啸崔崇铜铭铮银矫甜梨笛符敏偲斜鸽彩象祭麻庾康鹿章竟翊商旋望阎盖焕清鸿淇淑渊淦淳深涵梁情寇宿密谌逯敢尉屠隋隗隆婧"
        "婕婵婉绪续绮维绿巢"
    ),
    12: "琴琪瑛琳琦琼琰琛塔越超喆博揭喜彭揣斯联葛董敬蒋韩朝辜植森惠覃粟雁雄雅斐紫辉晴晶景喻黑锋锐智嵇程税策傅集焦储舒番鲁敦斌童阔善翔普道曾焱湛湖湘温滑渝游愉寒富裕祺禄谢谦强媛婷媚登",
    13: "瑟瑞瑜鄢勤靳蓝蓓蒯蓬蒲蓉蒙楠楚楷想楼裘赖甄雷龄虞鉴睛戢暖暄路嵩锡锦筠简魁遥鹏腾詹鲍颖解廉靖新韵雍慈煜满滢源滨粱慎窦褚福",
    14: "碧瑶静韬嘉赫慕蔓蔡蔺熙蔚榕愿臧霁裴睿锴管箫鲜豪廖韶端阚潇漫谭谯暨嫣嫦翟翠熊缨缪",
    15: "慧瑾璇增聪鞍蕊樊磊暴影墨镇稽黎德滕颜翦潘澄鹤豫",
    16: "璞璟燕蕾薛薪薄融霖霍冀镜赞穆薇衡鲲赟",
    17: "璩璐戴鞠霜霞穗魏黛徽糜濮翼",
    18: "藜瞿鹰",
    19: "麒骥",
    20: "馨耀曦巍籍",
    21: "露",
    22: "懿",
    23: "麟",
    24: "鑫",
}
"""By number of strokes, the characters in order."""

KEYS = {
    character: f"{count:02d}{place:04d}"
    for count, characters in PLACES.items()
    for place, character in enumerate(characters)
}
LONGEST = 20
"""Characters of a name that count: names of other scripts are longer, and told apart before that."""


def stroke_key(name: str) -> str:
    """What a list is sorted by: six places a character; of two names that begin alike the shorter comes first."""
    return "".join(KEYS.get(character, f"z{ord(character):05x}") for character in name[:LONGEST])


def unplaced(name: str) -> str:
    """The Chinese characters of a name whose strokes the table does not know."""
    return "".join(character for character in name if character not in KEYS and character >= "\u3400")


def tidy_name(name: str) -> str:
    """A name without the blanks that align lists (张　三); blanks between Latin words stay, as one."""
    words = name.split()
    is_latin = any(character.isascii() and character.isalpha() for character in name)
    return (" " if is_latin else "").join(words)
