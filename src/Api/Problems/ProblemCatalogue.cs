using System.Collections.Frozen;
using System.Text.Json;
using Grid.Domain.Persons;

namespace Grid.Api.Problems;

/// <summary>
/// Every problem with which the API answers, in one place. A test asserts that each refusal of the rules has its entry, in both languages.
/// </summary>
public static class ProblemCatalogue
{
    private const string Articles2 = "79/2020 (二)";
    private const string Articles4 = "79/2020 (四)";

    public static readonly ProblemKind InvalidRequest = new(
        "invalid-request",
        400,
        new("请求内容有误", "The request is not valid"),
        new("请按 errors 逐项改正后重新提交。", "Correct each item in errors and send it again.")
    );

    public static readonly ProblemKind MalformedJson = new(
        "malformed-json",
        400,
        new("请求不是合法的 JSON", "The body is no well-formed JSON"),
        new("请求体必须是 UTF-8 编码的 JSON 对象。", "The body must be one JSON object in UTF-8.")
    );

    public static readonly ProblemKind PapersNotAllowed = new(
        "papers-not-allowed",
        400,
        new("不得要求或附带证明材料", "No papers may be asked for or attached"),
        new(
            "失业登记实行告知承诺制,除有效身份证件外不收取任何证明材料;请删除这些字段。",
            "Registration rests on the person's commitment; no paper but the identity document may be asked for. Leave these members out."
        )
    )
    {
        Article = Articles2,
    };

    public static readonly ProblemKind IdempotencyKeyNeeded = new(
        "idempotency-key-needed",
        400,
        new("缺少 Idempotency-Key 或格式不对", "Idempotency-Key is missing or malformed"),
        new(
            "每次写入都要带 Idempotency-Key:1 至 64 个字母、数字或 . _ : -;重试时使用同一个。本次请求未作任何处理。",
            "Every write needs an Idempotency-Key of 1 to 64 letters, digits or . _ : -; repeat with the same one. Nothing was done."
        )
    );

    public static readonly ProblemKind IdempotencyKeyReused = new(
        "idempotency-key-reused",
        422,
        new("同一 Idempotency-Key 已用于另一请求", "The Idempotency-Key was used for another request"),
        new(
            "本次请求未作任何处理;先前使用该键的请求已经办理,可按该键查询其结果。新的请求请使用新的键;重试请保持内容不变。",
            "Nothing of this request was done. The earlier request with this key was carried out, and /v1/commands/{key} tells its outcome. Use a new key for a new request, and change nothing in a repeat."
        )
    );

    public static readonly ProblemKind ChangesGone = new(
        "changes-gone",
        410,
        new("该位置之后的变化已不再保留", "The changes after this cursor are not kept any more"),
        new(
            "变化只保留 90 天;数据库恢复到较早时点后,之后的位置也会失效。请先取得当前的新位置,再从清单重新读取全部业务,然后从新位置继续。",
            "Changes are kept for 90 days; a register that was put back to an earlier moment also loses the places after it. Take a new cursor with after=now, read all cases again from the lists, and go on from the new cursor."
        )
    );

    public static readonly ProblemKind TooManyWebhooks = new(
        "too-many-webhooks",
        409,
        new("推送订阅过多", "There are too many webhooks"),
        new("请先删除不再使用的推送订阅。", "Delete webhooks that are not used any more first.")
    );

    public static readonly ProblemKind NotAuthenticated = new(
        "not-authenticated",
        401,
        new("未登录或令牌无效", "No valid token"),
        new("请使用省级身份平台签发的有效令牌。", "Send a valid bearer token of the province's identity provider.")
    );

    public static readonly ProblemKind RoleNotAllowed = new(
        "role-not-allowed",
        403,
        new("您的角色不能进行此操作", "Your role may not do this"),
        new("allowed 列出了可以进行此操作的角色。", "The roles that may are in allowed.")
    );

    public static readonly ProblemKind OfficeNotKnown = new(
        "office-not-known",
        403,
        new("令牌中的经办机构不存在", "The office in the token is not known"),
        new("请联系管理员核对账号所属机构。", "Ask your administrator to check the account's office.")
    );

    public static readonly ProblemKind SystemNotKnown = new(
        "system-not-known",
        403,
        new("令牌没有说明是哪一类系统", "The token does not say which kind of system it is for"),
        new(
            "系统的令牌须写明是哪一类系统,个人的令牌不得写;请联系身份平台管理员。",
            "A machine's token has the role system, and as system its kind, such as office-system; a person's token has no system. The kinds are in /v1/roles."
        )
    );

    public static readonly ProblemKind ForProvince = new(
        "for-province",
        403,
        new("此操作涉及全省,仅限省级", "This concerns the whole province and is for the province's own accounts"),
        new("请联系省级运维人员办理。", "Ask the province's operators.")
    );

    public static readonly ProblemKind NotFound = new(
        "not-found",
        404,
        new("没有找到", "Not found"),
        new("没有这一项,或者不在您的管辖范围内。", "There is no such thing, or it is not within your office's reach.")
    );

    public static readonly ProblemKind ProgressNotFound = new(
        "progress-not-found",
        404,
        new("没有找到相符的申请", "No application fits"),
        new("请核对受理编号和证件号码。", "Check the receipt number and the identity number.")
    );

    public static readonly ProblemKind CommandNotKnown = new(
        "command-not-known",
        404,
        new("尚不知道该命令的结果", "The command is not known yet"),
        new("可以用同一 Idempotency-Key 重新提交,不会重复办理。", "Repeating with the same key is right: it will not be done twice.")
    );

    public static readonly ProblemKind NoSuchRoute = new(
        "no-such-route",
        404,
        new("没有这个地址", "There is no such address"),
        new("接口说明见 /openapi/v1.json。", "See /openapi/v1.json.")
    );

    public static readonly ProblemKind MethodNotAllowed = new(
        "method-not-allowed",
        405,
        new("该地址不支持此方法", "The address does not have this method"),
        new("可用的方法见 Allow 头。", "The header Allow has those that it has.")
    );

    public static readonly ProblemKind NotAcceptable = new(
        "not-acceptable",
        406,
        new("只能以 JSON 应答", "Answers are JSON only"),
        new("请在 Accept 中接受 application/json。", "Accept application/json.")
    );

    public static readonly ProblemKind NotCurrentCase = new(
        "not-current-case",
        409,
        new("该编号不是此人当前的申请或登记", "The number is not the person's current case"),
        new("此人已有更新的申请或登记,请重新查询后再办理。", "The person has a newer application or registration: read it again.")
    );

    public static readonly ProblemKind NumberTaken = new(
        "number-taken",
        409,
        new("编号已被占用", "A number is taken"),
        new(
            "没有办理任何事项。请重新提交:由系统生成的编号会另取;由您提供的编号请先核对。",
            "Nothing was done. Send it again: numbers of the register are drawn again; check a number of your own first."
        )
    );

    public static readonly ProblemKind NotStorable = new(
        "not-storable",
        422,
        new("内容无法保存", "The content cannot be stored"),
        new(
            "没有办理任何事项,重复提交结果相同。请把 traceId 告知系统管理员。",
            "Nothing was done, and repeating gives the same. Tell the operators the traceId."
        )
    );

    public static readonly ProblemKind PeriodNotKnown = new(
        "period-not-known",
        404,
        new("没有这个统计期", "There is no such period"),
        new("第一个统计期是 2020-09;尚未开始的统计期没有数据。", "The first period is 2020-09; one that has not begun has no figures.")
    )
    {
        Article = "79/2020 (九)",
    };

    public static readonly ProblemKind RegionNotReporting = new(
        "region-not-reporting",
        404,
        new("该地区没有月报", "The region has no report"),
        new("省、设区的市、县(市、区)填报;地区代码见 /v1/regions。", "Provinces, cities and county-level units report; see /v1/regions.")
    );

    public static readonly ProblemKind RegionOutOfReach = new(
        "region-out-of-reach",
        403,
        new("该地区不在您的管辖范围内", "The region is not within your office's reach"),
        new(
            "只能办理本地区及下级地区的统计;电话抽查样本由省级抽取。",
            "The statistics of your own region and of those below it are yours; samples for surveys are drawn by the province."
        )
    );

    public static readonly ProblemKind PeriodNotOver = new(
        "period-not-over",
        409,
        new("统计期尚未结束", "The period is not over"),
        new("统计期至当月20日止,21日起可以审核和上报。", "A period ends with the 20th; from the 21st on it can be checked and submitted.")
    )
    {
        Article = "79/2020 (九)",
    };

    public static readonly ProblemKind ReportSubmitted = new(
        "report-submitted",
        409,
        new("该统计期已经上报", "The report is submitted"),
        new(
            "已上报的数据不再改变;此后的事项计入以后的统计期。",
            "A submitted report stays as it is; later facts are adjustments of a later period."
        )
    );

    public static readonly ProblemKind ReportNotChecked = new(
        "report-not-checked",
        409,
        new("月报尚未通过审核", "The report has not passed its checks"),
        new("请先审核;errors 列出了未通过的项目。", "Have it checked first; checks that fail are in errors.")
    );

    public static readonly ProblemKind ReportChanged = new(
        "report-changed",
        409,
        new("数据在审核后有变化", "The figures changed since they were checked"),
        new("请重新审核后上报。", "Check it again, then submit it.")
    );

    public static readonly ProblemKind ReportFails = new(
        "report-fails",
        409,
        new("月报审核未通过", "The report fails its checks"),
        new("errors 列出了未通过的项目。", "The checks that fail are in errors.")
    );

    public static readonly ProblemKind ReportWaits = new(
        "report-waits",
        409,
        new("还有事项正在计数", "Entries of the period are being counted"),
        new("请稍后再上报。", "Submit it again in a moment.")
    )
    {
        RetryAfter = 2,
    };

    public static readonly ProblemKind VersionChanged = new(
        "version-changed",
        412,
        new("内容已被他人更改", "It has changed since it was read"),
        new(
            "未作任何更改。version 是现在的版本;请重新查看,确认仍需更改后用新的 If-Match 提交。",
            "Nothing was changed. The present version is in version: read it again, and send the change with it if it is still right."
        )
    );

    public static readonly ProblemKind VersionNeeded = new(
        "version-needed",
        428,
        new("须说明所依据的版本", "The version that was read must be named"),
        new(
            "更正会替换已记录的内容,请在 If-Match 中写明读取时的 ETag;确认不论现有内容如何都要替换的,写 *。",
            "A correction replaces what is recorded: put the ETag that was read into If-Match, or * to replace it whatever it is by now."
        )
    );

    public static readonly ProblemKind TooLarge = new(
        "too-large",
        413,
        new("请求体过大", "The body is too large"),
        new("请求体不得超过 64 KB。", "A body has at most 64 KB.")
    );

    public static readonly ProblemKind UriTooLong = new(
        "uri-too-long",
        414,
        new("地址过长", "The address is too long"),
        new("请缩短地址。", "Shorten the address.")
    );

    public static readonly ProblemKind HeadersTooLarge = new(
        "headers-too-large",
        431,
        new("请求头过大", "The headers are too large"),
        new("请求头最多 64 个,合计不超过 32 KB。", "A request has at most 64 headers, of 32 KB together.")
    );

    public static readonly ProblemKind TooSlow = new(
        "too-slow",
        408,
        new("请求体发送过慢", "The body came too slowly"),
        new("没有收到完整的请求,未作任何处理。请重新发送。", "The request did not arrive in full, and nothing was done. Send it again.")
    );

    public static readonly ProblemKind NotJson = new(
        "not-json",
        415,
        new("请求体必须是 JSON", "The body must be JSON"),
        new(
            "请使用 Content-Type: application/json(UTF-8);逐行的请求(批量提交等)使用 application/x-ndjson。",
            "Use Content-Type: application/json in UTF-8; for requests of lines, such as a batch, application/x-ndjson."
        )
    );

    public static readonly ProblemKind NotInBatch = new(
        "not-in-batch",
        400,
        new("此操作不能批量提交", "This is no command of a batch"),
        new(
            "批量提交只含需要 Idempotency-Key 的写入操作;其他请求请单独发送。",
            "A batch has writes that need an Idempotency-Key. Send others alone."
        )
    );

    public static readonly ProblemKind BatchTooLong = new(
        "batch-too-long",
        413,
        new("一次批量最多 500 行", "A batch has at most 500 lines"),
        new("从本行起未作处理;请把其余各行放入下一次批量提交。", "From this line on nothing was done: send the rest in another batch.")
    );

    public static readonly ProblemKind TooManyBatches = new(
        "too-many-batches",
        429,
        new("正在处理的批量提交过多", "Too many batches are under way"),
        new("同一账号最多同时提交两个批量。请等待其结束后再试。", "One caller has at most two at a time. Wait for one to end.")
    )
    {
        RetryAfter = 5,
    };

    public static readonly ProblemKind TooManyRequests = new(
        "too-many-requests",
        429,
        new("请求过于频繁", "Too many requests"),
        new("请稍后再试。", "Try again a little later.")
    )
    {
        RetryAfter = 5,
    };

    public static readonly ProblemKind EmptyList = new(
        "empty-list",
        422,
        new("名单中没有可以加入的人员", "None of the numbers leads to a person within reach"),
        new(
            "errors 逐行列出了原因(最多50行)。不在本机构办理范围内的人员,请逐个查找后与其经办机构联系。",
            "The reasons are in errors, line by line, at most 50. Search for persons whom another office has one by one, and call that office."
        )
    );

    public static readonly ProblemKind TooManyLists = new(
        "too-many-lists",
        409,
        new("本机构保存的名单已达上限", "The office has as many lists as it may have"),
        new("请先删除不再使用的名单,或者等待其到期。", "Delete lists that are no longer used, or wait until some expire.")
    );

    public static readonly ProblemKind ExportTooLarge = new(
        "export-too-large",
        422,
        new("人数超过一次导出的上限", "More persons than one export may have"),
        new(
            "errors 中写明了上限。请按经办机构、登记日期或名单缩小范围。完整信息的上限低于脱敏信息。",
            "The limit is in errors. Narrow it down by office, days of registration or a list. The limit is lower for values in full than for masked ones."
        )
    );

    public static readonly ProblemKind TooManyReads = new(
        "too-many-reads",
        429,
        new("本小时次数已达上限", "The hour's limit is reached"),
        new(
            "为保护个人信息,每个账号一小时内查看完整信息、查找人员、认领待办、抽取样本、保存名单、导出台账和提交与已有记录不符的申请的次数有限。本次请求已记录并提示安全管理员。请在提示的时间之后再试;工作确有需要的,请联系运维人员调整上限。",
            "To protect personal data, an account can see full values, search, claim, draw samples, make lists, export and submit applications that contradict what is recorded only so often an hour. This request is recorded, and the security administrator is alerted. Try again after the time given; where the work needs more, ask the operators to raise the limit."
        )
    )
    {
        RetryAfter = 600,
    };

    public static readonly ProblemKind OutcomeUnknown = new(
        "outcome-unknown",
        503,
        new("结果尚不确定", "The outcome is not known"),
        new(
            "请求可能已经办理,也可能没有。请用同一 Idempotency-Key 重试,或查询 Location 所指的地址。",
            "It may or may not have been done. Repeat with the same key, or ask at the address in Location."
        )
    )
    {
        RetryAfter = 2,
    };

    public static readonly ProblemKind OutcomeUnknownRepeat = new(
        "outcome-unknown-repeat",
        503,
        new("结果尚不确定,可以重试", "The outcome is not known; repeat it"),
        new("请求可能已经办理,也可能没有;重复提交无害。", "It may or may not have been done. Sending it again does no harm.")
    )
    {
        RetryAfter = 2,
    };

    public static readonly ProblemKind PolicyTextWaits = new(
        "policy-text-waits",
        409,
        new("该文本已有待审定的版本", "A version of this text waits for its approval"),
        new("请先审定或驳回该版本,再提出新版本。", "Approve or reject it first, then propose another one.")
    );

    public static readonly ProblemKind PolicyTextDecided = new(
        "policy-text-decided",
        409,
        new("该版本已审定或驳回", "The version is decided"),
        new("每个版本只审定一次;如需修改,请提出新版本。", "A version is decided once. To change the text, propose a new version.")
    );

    public static readonly ProblemKind PolicyTextOverlaps = new(
        "policy-text-overlaps",
        409,
        new("与已审定版本的有效期重叠", "It overlaps a version that is approved"),
        new(
            "新版本的生效日期须晚于所有已审定版本的生效日期,且晚于其截止日期。",
            "The first day must be after that of every approved version, and after its last day where it has one."
        )
    );

    public static readonly ProblemKind PolicyTextNotInForce = new(
        "policy-text-not-in-force",
        409,
        new("该版本目前不在有效期内", "The version is not in force today"),
        new("只能确认已阅读目前有效的版本。", "Only the version in force can be acknowledged.")
    );

    public static readonly ProblemKind PolicyTextNotForYou = new(
        "policy-text-not-for-you",
        403,
        new("该文本不是给您的角色的", "The text is not for your role"),
        new("请查看您本人待阅读的文本。", "What you are to read is in /v1/own-readings.")
    );

    public static readonly ProblemKind CertificateFontsMissing = new(
        "certificate-fonts-missing",
        503,
        new("没有打印凭证所需的字体", "The fonts of certificates are not there"),
        new("请联系运维人员安装字体或指定字体文件。", "An operator installs the fonts, or names their files in Grid:Certificates.")
    )
    {
        RetryAfter = 600,
    };

    public static readonly ProblemKind Unavailable = new(
        "unavailable",
        503,
        new("系统暂时不可用", "The register is not available at the moment"),
        new("没有办理任何事项,请稍后重试。", "Nothing was done. Repeat later.")
    )
    {
        RetryAfter = 5,
    };

    public static readonly ProblemKind IdentityProviderUnavailable = new(
        "identity-provider-unavailable",
        503,
        new("统一身份认证系统没有应答", "The identity provider does not answer"),
        new(
            "无法核实令牌,没有办理任何事项。令牌不必更换,请稍后用同一令牌重试。",
            "The token cannot be checked, and nothing was done. The token may be right: repeat later with the same one."
        )
    )
    {
        RetryAfter = 5,
    };

    public static readonly ProblemKind InternalError = new(
        "internal-error",
        500,
        new("系统内部错误", "An error inside the register"),
        new("请把 traceId 告知系统管理员。", "Tell the operators the traceId.")
    );

    public static readonly ProblemKind RecountRunning = new(
        "recount-running",
        409,
        new("正在复算,同一时间只进行一次", "A recount is at work, and there is one at a time"),
        new(
            "请等正在进行的复算结束后再发起;进度见同一地址的 GET。",
            "Wait until it is over and ask again; a GET of the same address shows its progress."
        )
    )
    {
        RetryAfter = 10,
    };

    public static readonly ProblemKind PlatformPaused = new(
        "platform-paused",
        409,
        new("对接已经暂停", "The sync is paused already"),
        new("现状见 /v1/platform。", "See /v1/platform for by whom and why.")
    );

    public static readonly ProblemKind PlatformNotPaused = new(
        "platform-not-paused",
        409,
        new("对接没有暂停", "The sync is not paused"),
        new("现状见 /v1/platform。", "See /v1/platform.")
    );

    public static readonly ProblemKind NothingToResend = new(
        "nothing-to-resend",
        409,
        new("没有可重新上报的事项", "There is nothing to send again"),
        new(
            "所选日期、地区和种类没有平台已接收的事项,或者它们已在等待上报。",
            "The platform accepted nothing of these days, regions and kinds, or it is on its way again already."
        )
    );

    public static readonly ProblemKind NotRenewable = new(
        "not-renewable",
        409,
        new("不能按现有记录重新生成该事项", "The item cannot be made again"),
        new(
            "现有记录中已没有它的依据,或者该种类由人工报送;可以原样重新上报(renew 为 false)或办结。",
            "The record has nothing left to make it of, or its kind is reported by hand. Send it again as it is (renew false), or settle it."
        )
    );

    public static readonly ProblemKind CannotJoin = new(
        "cannot-join",
        409,
        new("该平台申请不能并入其他申请", "The platform's application cannot be joined to another one"),
        new(
            "同一编号的另一内容已有或将有自己的结果,或者编号本身不能使用。请与本人核对后,按 allowed 中的原因办结。",
            "Other content of the same number has, or will have, a result of its own, or the number cannot be used. Speak with the person, then close it with a reason of those in allowed."
        )
    );

    public static readonly ProblemKind NotTheSamePerson = new(
        "not-the-same-person",
        409,
        new("平台申请与所指的申请不是同一人", "The platform's application is not this person's"),
        new(
            "姓名和证件号码都不一致。请核对编号;确为同一人的,由现办机构先更正姓名或证件号码。",
            "Neither the name nor the identity number is the same. Check the number. If it is the same person, let the office that has the case correct name or number first."
        )
    );

    public static readonly ProblemKind BackfillUnderWay = new(
        "backfill-under-way",
        409,
        new("已有范围重叠的补传在进行或暂停", "A backfill that is under way has registrations in common with it"),
        new(
            "请等它结束,或先取消;进度见 /v1/platform/backfills。",
            "Wait until it has ended, or cancel it; see /v1/platform/backfills for how far it is."
        )
    );

    public static readonly ProblemKind BackfillNotInState = new(
        "backfill-not-in-state",
        409,
        new("补传目前的状态不能这样办理", "The backfill is in no state for that"),
        new(
            "进行中的可以暂停,暂停的可以恢复,两者都可以调速或取消;已完成或取消的不再变化。",
            "One that runs can be paused, a paused one resumed, both throttled or cancelled; one that has ended does not change."
        )
    );

    public static readonly ProblemKind NothingEnded = new(
        "nothing-ended",
        409,
        new("该范围内没有已撤并的经办机构", "No office of this area has ended"),
        new(
            "机构的最后一日过后才能划转。最后一日见机构数据,待划转的业务见业务划转列表。",
            "Cases move after an office's last day. See /v1/offices, and /v1/case-moves for what is held."
        )
    );

    public static readonly ProblemKind CaseMoveUnderWay = new(
        "case-move-under-way",
        409,
        new("该范围的业务划转正在进行", "An order for this area is under way"),
        new("请等它结束,或先停止;进度见业务划转列表。", "Wait until it has ended, or end it; see /v1/case-moves for how far it is.")
    );

    public static readonly ProblemKind CaseMoveNotRunning = new(
        "case-move-not-running",
        409,
        new("该划转已经结束", "The order has ended"),
        new("已完成或停止的划转不再变化。", "One that is done or was ended does not change.")
    );

    public static readonly ProblemKind ImportNotOpen = new(
        "import-not-open",
        409,
        new("该导入已不再接收文件或已结束", "The import takes no file any more, or has ended"),
        new("请查看其状态;需要重新导入的,请新建导入任务。", "See its status. To import again, order another import.")
    );

    public static readonly ProblemKind ImportNotRunnable = new(
        "import-not-runnable",
        409,
        new("该导入不能开始", "The import cannot begin"),
        new(
            "须先完成校验;选择“全部或不导入”的,有任何一行未通过即不导入。请下载报告,更正后重新上传。",
            "It must have been checked; with “all or nothing” one rejected row is too many. Get the report, correct the file and send it again."
        )
    );

    public static readonly ProblemKind ImportTableUnusable = new(
        "import-table-unusable",
        409,
        new("该导入的代码对照表已不可用", "The mapping table of the import cannot be used any more"),
        new(
            "对照表在新建导入之后被移除或改错。可用的对照表见 allowed;有错误的,错误列在对照表清单中。",
            "It was removed, or given errors, after the import was ordered. Tables that can be used are in allowed; errors are in the list of tables."
        )
    );

    private static readonly ProblemKind[] Importing = [ImportNotOpen, ImportNotRunnable, ImportTableUnusable];

    public static readonly ProblemKind MatchRunUnderWay = new(
        "match-run-under-way",
        409,
        new("该来源已有一批数据正在处理", "This source has a delivery that is not over"),
        new("请等它结束或先取消;进度见比对批次列表。", "Wait until it is done, or cancel it; see /v1/matching/runs for how far it is.")
    );

    public static readonly ProblemKind MatchRunNotInState = new(
        "match-run-not-in-state",
        409,
        new("该批数据目前不能这样处理", "The delivery is not in a state in which this is possible"),
        new("请先查看其状态:接收中、处理中、待批准、完成或取消。", "See its status first: receiving, running, asking, done or cancelled.")
    );

    public static readonly ProblemKind MatchRowsMissing = new(
        "match-rows-missing",
        409,
        new("前面的行尚未收到", "Rows before these have not come"),
        new("allowed 给出下一行的序号(从 0 起),请从那里继续发送。", "The number of the next row, from 0, is in allowed: continue there.")
    );

    public static readonly ProblemKind MatchRowsTooMany = new(
        "match-rows-too-many",
        409,
        new("行数超过开批时申报的行数", "There are more rows than the delivery was opened with"),
        new("请核对后取消该批,按实际行数重新开批。", "Check them, cancel the delivery, and open one with the right number of rows.")
    );

    private static readonly ProblemKind[] Matching = [MatchRunUnderWay, MatchRunNotInState, MatchRowsMissing, MatchRowsTooMany];

    public static readonly ProblemKind PolicyRuleWaiting = new(
        "policy-rule-waiting",
        409,
        new("该规则已有一个版本等待核准", "Another version of the rule waits for its decision"),
        new("请先核准或驳回它。", "Approve or reject it first.")
    );

    public static readonly ProblemKind PolicyRuleNotInState = new(
        "policy-rule-not-in-state",
        409,
        new("该规则版本目前不能这样处理", "The version is not in a state in which this is possible"),
        new(
            "请先查看其状态;若它引用的规则或政策已变更,请驳回后重新提出。",
            "See its status first; where a rule or policy that it names has changed, reject it and propose it again."
        )
    );

    public static readonly ProblemKind WhatIfUnderWay = new(
        "what-if-under-way",
        409,
        new("正在进行另一次试算", "Another what-if is under way"),
        new("请等它结束后再试。", "Wait until it has ended.")
    );

    public static readonly ProblemKind PolicyRunUnderWay = new(
        "policy-run-under-way",
        409,
        new("该规则正在排查", "The rule has a run that is not over"),
        new("请等它结束或先取消;进度见排查列表。", "Wait until it is done, or cancel it; see /v1/policy-runs for how far it is.")
    );

    public static readonly ProblemKind PolicyRunNotInState = new(
        "policy-run-not-in-state",
        409,
        new("该次排查目前不能这样处理", "The run is not in a state in which this is possible"),
        new("请先查看其状态:进行中、待批准、完成或取消。", "See its status first: running, asking, done or cancelled.")
    );

    private static readonly ProblemKind[] Policies =
    [
        PolicyRuleWaiting,
        PolicyRuleNotInState,
        WhatIfUnderWay,
        PolicyRunUnderWay,
        PolicyRunNotInState,
    ];

    private static readonly ProblemKind[] Reorganising = [NothingEnded, CaseMoveUnderWay, CaseMoveNotRunning];

    public static readonly ProblemKind DuplicateRunUnderWay = new(
        "duplicate-run-under-way",
        409,
        new("疑似重复比对正在进行", "A search for duplicates is under way"),
        new("请等它结束,或先停止;进度见比对列表。", "Wait until it has ended, or end it; see /v1/duplicate-runs for how far it is.")
    );

    public static readonly ProblemKind DuplicateRunNotRunning = new(
        "duplicate-run-not-running",
        409,
        new("该比对已经结束", "The search has ended"),
        new("已完成或停止的比对不再变化。", "One that is done or was ended does not change.")
    );

    private static readonly ProblemKind[] Duplicates = [DuplicateRunUnderWay, DuplicateRunNotRunning];

    private static readonly ProblemKind[] Reports =
    [
        PeriodNotKnown,
        RegionNotReporting,
        RegionOutOfReach,
        PeriodNotOver,
        ReportSubmitted,
        ReportNotChecked,
        ReportChanged,
        ReportFails,
        ReportWaits,
    ];

    private static readonly ProblemKind[] Platform =
    [
        PlatformPaused,
        PlatformNotPaused,
        NothingToResend,
        NotRenewable,
        CannotJoin,
        NotTheSamePerson,
        BackfillUnderWay,
        BackfillNotInState,
    ];

    private static readonly ProblemKind[] General =
    [
        InvalidRequest,
        MalformedJson,
        PapersNotAllowed,
        IdempotencyKeyNeeded,
        IdempotencyKeyReused,
        ChangesGone,
        TooManyWebhooks,
        NotAuthenticated,
        RoleNotAllowed,
        OfficeNotKnown,
        SystemNotKnown,
        ForProvince,
        ProgressNotFound,
        CommandNotKnown,
        NoSuchRoute,
        MethodNotAllowed,
        NotAcceptable,
        NumberTaken,
        NotStorable,
        VersionChanged,
        VersionNeeded,
        TooLarge,
        UriTooLong,
        HeadersTooLarge,
        TooSlow,
        NotJson,
        NotInBatch,
        BatchTooLong,
        TooManyBatches,
        TooManyRequests,
        TooManyReads,
        EmptyList,
        TooManyLists,
        ExportTooLarge,
        OutcomeUnknown,
        OutcomeUnknownRepeat,
        Unavailable,
        IdentityProviderUnavailable,
        CertificateFontsMissing,
        PolicyTextWaits,
        PolicyTextDecided,
        PolicyTextOverlaps,
        PolicyTextNotInForce,
        PolicyTextNotForYou,
        InternalError,
        RecountRunning,
    ];

    private static readonly FrozenDictionary<RefusalCode, ProblemKind> Refusals = RefusalTable()
        .ToFrozenDictionary(row => row.Code, row => row.Kind);

    /// <summary>All kinds, by code.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        .. General
            .Concat(Reports)
            .Concat(Platform)
            .Concat(Importing)
            .Concat(Reorganising)
            .Concat(Policies)
            .Concat(Duplicates)
            .Concat(Matching)
            .Concat(Refusals.Values)
            .OrderBy(kind => kind.Code, StringComparer.Ordinal),
    ];

    /// <summary>The kind of a refusal.</summary>
    public static ProblemKind Of(RefusalCode code) => Refusals[code];

    /// <summary>The kind of this code; null when there is none.</summary>
    public static ProblemKind? Find(string code) => All.FirstOrDefault(kind => kind.Code == code);

    private static IEnumerable<(RefusalCode Code, ProblemKind Kind)> RefusalTable()
    {
        yield return (RefusalCode.NotFound, NotFound);
        yield return (RefusalCode.NotCurrentCase, NotCurrentCase);
        yield return Row(
            RefusalCode.InvalidField,
            400,
            "某一项不符合要求",
            "A field is not acceptable",
            "请按 errors 改正后重新提交。",
            "Correct the field named in errors."
        );
        yield return Row(
            RefusalCode.ContradictsNumber,
            400,
            "与证件号码不一致",
            "Contradicts the identity number",
            "出生日期和性别以证件号码为准。",
            "Birth date and sex are those of the number."
        );
        yield return Row(
            RefusalCode.ForbiddenRefusalGround,
            422,
            "不得以此理由不予登记",
            "No registration may be refused on this ground",
            "资料不全、未参保、不符合领金条件、人户分离、没有档案等都不是理由;allowed 列出了合法的理由。",
            "Missing papers, insurance, benefit conditions, household registration and personal file are no grounds; the lawful ones are in allowed.",
            Articles2
        );
        yield return Row(
            RefusalCode.ForbiddenExitGround,
            422,
            "不得仅以此理由退出登记",
            "No registration may be ended on this ground alone",
            "连续3次拒绝服务、连续6个月无法联系、到达年龄或期满都不能单独作为退出理由;allowed 列出了合法的理由。",
            "Three refusals of service, six months of silence, age or expiry alone are no grounds; the lawful ones are in allowed.",
            Articles4
        );
        yield return Row(
            RefusalCode.NotYourCase,
            403,
            "该业务不在您的管辖范围内",
            "The case is not within your office's reach",
            "由承办机构或其上级机构办理;本人可以申请转入。",
            "The office that holds it, or one above, does this; the person can ask for a transfer."
        );
        yield return Row(
            RefusalCode.SupervisorNeeded,
            403,
            "须由负责人办理",
            "Only a supervisor may do this",
            "请交由本机构或上级机构的负责人办理。",
            "Hand it to a supervisor."
        );
        yield return Row(
            RefusalCode.UnknownPerson,
            404,
            "没有此人的记录",
            "Nothing is known of this person",
            "请核对后再试。",
            "Check the identifier."
        );
        yield return Row(
            RefusalCode.NoOpenApplication,
            409,
            "没有待办理的申请",
            "There is no open application",
            "该申请可能已经办结。",
            "It may have been decided already."
        );
        yield return Row(
            RefusalCode.UnknownApplication,
            404,
            "此人没有这个编号的申请",
            "The person has no application of this number",
            "请核对编号;录入有误的申请和登记不能作为办结依据。",
            "Check the number. What was ended as entered in error cannot be named."
        );
        yield return Row(
            RefusalCode.NoActiveRegistration,
            409,
            "没有有效的失业登记",
            "There is no active registration",
            "该登记可能已经退出。",
            "It may have ended already."
        );
        yield return Row(
            RefusalCode.AlreadyRegistered,
            409,
            "此人已有有效的失业登记",
            "The person has an active registration",
            "无需再次申请;在其他机构登记的可以申请转入。",
            "There is nothing to apply for; from another office a transfer can be asked."
        );
        yield return Row(
            RefusalCode.IdentityNotVerified,
            409,
            "身份尚未核实",
            "The identity has not been verified",
            "请先记录身份核验结果。",
            "Record a check of the identity first."
        );
        yield return Row(
            RefusalCode.UnresolvedHit,
            409,
            "有尚未核清的比对结果",
            "A hit of a data match has not been cleared",
            "请先人工核查并记录结果;期限不因此中止。",
            "Check it by hand and record the result; the deadline does not move."
        );
        yield return Row(
            RefusalCode.UnderSixteen,
            409,
            "未满16周岁",
            "Under sixteen",
            "年满16周岁后可以登记。",
            "Registration is possible from the sixteenth birthday.",
            "79/2020 (十)"
        );
        yield return Row(
            RefusalCode.NonApprovalNotShown,
            409,
            "不予登记的理由没有核验记录支持",
            "No recorded check shows the reason of non-approval",
            "请先记录相应的信息比对或人工核查结果。",
            "Record the data match or check by hand that shows it first.",
            Articles2
        );
        yield return Row(
            RefusalCode.NothingToCorrect,
            409,
            "没有需要更正的身份信息",
            "There is nothing to be corrected",
            "只有身份信息无法核实时才能要求更正。",
            "Only identity data that cannot be verified may be asked for again."
        );
        yield return Row(
            RefusalCode.CorrectionNotAsked,
            409,
            "没有要求更正",
            "No correction was asked",
            "修改已登记的信息请使用数据更正。",
            "Use the correction of data instead."
        );
        yield return Row(
            RefusalCode.UnknownOffice,
            400,
            "没有这个经办机构",
            "There is no such office",
            "机构代码见 /v1/offices。",
            "See /v1/offices."
        );
        yield return Row(
            RefusalCode.OfficeEnded,
            409,
            "该经办机构已撤并或尚未启用",
            "The office has ended, or begins later",
            "请向 allowed 所列的承接机构办理;没有列出的,机构见 /v1/offices。",
            "Turn to the office in allowed, which took over; where none is named, see /v1/offices."
        );
        yield return Row(
            RefusalCode.SameOffice,
            409,
            "业务已在该机构",
            "The office holds the case already",
            "无需转移。",
            "There is nothing to transfer."
        );
        yield return Row(
            RefusalCode.UnknownTransferRequest,
            404,
            "没有这个转移请求",
            "There is no such transfer request",
            "它可能已经办结。",
            "It may have been answered already."
        );
        yield return Row(
            RefusalCode.BasisNotEnough,
            409,
            "依据不足",
            "Another basis is needed",
            "allowed 列出了可以作为依据的方式。",
            "The bases that are enough are in allowed."
        );
        yield return Row(
            RefusalCode.RegistrationNotRevocable,
            409,
            "不能撤销该登记",
            "This registration cannot be revoked",
            "只能撤销本人有效的登记,或者已退出的登记。",
            "Only a registration of this person that is active, or over by an exit, can be."
        );
        yield return Row(
            RefusalCode.NoRevocationProposed,
            409,
            "没有待确认的撤销登记",
            "No revocation waits for confirmation",
            "它可能已经确认或驳回。",
            "It may have been confirmed or dropped."
        );
        yield return Row(
            RefusalCode.RevocationAlreadyProposed,
            409,
            "已有待确认的撤销登记",
            "A revocation waits for confirmation already",
            "请先确认或驳回。",
            "Confirm or reject it first."
        );
        yield return Row(
            RefusalCode.CannotCorrectNumber,
            409,
            "不能更正该证件号码",
            "This number cannot be corrected",
            "该号码已关联其他号码,请先解除关联。",
            "Other numbers are linked to it: unlink them first."
        );
        yield return Row(
            RefusalCode.ObjectionTooLate,
            409,
            "已超过申请复核的期限",
            "It is too late to object",
            "复核应在决定作出后60日内提出;登记信息有误的可以随时要求更正。",
            "An objection is raised within 60 days of the decision; wrong data can be objected to at any time."
        );
        yield return Row(
            RefusalCode.DeciderMayNotAnswer,
            403,
            "作出原决定的人员不能答复复核",
            "Who decided may not answer the objection",
            "请由本机构其他人员或上级机构答复。",
            "Another person of the office, or the office above, answers."
        );
        yield return Row(
            RefusalCode.NotUndoable,
            409,
            "原决定已有变化,不能撤销",
            "The decision is no longer as it was",
            "可以采纳后重新核查,或者按现状答复。",
            "Uphold it and have the matter examined again, or answer as things are now."
        );
        yield return Row(
            RefusalCode.AlreadyReExamined,
            409,
            "已重新核查过一次",
            "The matter was examined again already",
            "请作出撤销或者维持的答复。",
            "Undo the decision, or answer that it stays."
        );
        yield return Row(
            RefusalCode.SecondPersonNeeded,
            409,
            "须由另一人确认",
            "A second person is needed",
            "提出的人不能自己确认。",
            "Who proposed it cannot confirm it."
        );
        yield return Row(
            RefusalCode.ExchangeNotRefusable,
            409,
            "依规定须提供,不能拒绝",
            "The exchange cannot be refused",
            "本省规则规定须与民政部门共享;如有疑问请联系经办机构。",
            "The province's rule leaves no choice about the exchange with civil affairs; ask the office."
        );
        yield return Row(
            RefusalCode.NotExchanged,
            409,
            "此人不在提供名单内",
            "The person is not on the list",
            "从未提供,或本人不同意提供;不予记录。",
            "The person was never on it, or does not want to be; nothing is recorded."
        );
        yield return Row(
            RefusalCode.NotDelivered,
            409,
            "载有此人的名单尚未读取",
            "The list with this person was not read",
            "请先读取名单,再反馈结果;未读取的不予记录。",
            "Read the list first, then report the result; without that nothing is recorded."
        );
        yield return Row(
            RefusalCode.AllowanceNotGranted,
            409,
            "尚无已批准的最低生活保障",
            "No allowance was granted",
            "只有已批准的才能终止。",
            "Only an allowance that was granted can end."
        );
        yield return Row(
            RefusalCode.NoCertificate,
            409,
            "没有有效的失业登记凭证",
            "No certificate is in force",
            "尚未签发,或已撤销;可以重新签发。",
            "None was issued, or it was revoked; a new one can be issued."
        );
        yield return Row(
            RefusalCode.HardshipApplicationOpen,
            409,
            "已有待办的困难认定申请",
            "An application for recognition waits already",
            "先办结该申请。",
            "Decide that one first."
        );
        yield return Row(
            RefusalCode.NoHardshipApplication,
            409,
            "没有该待办的困难认定申请",
            "No such application for recognition waits",
            "它可能已经办结,请刷新后再看。",
            "It may have been decided; read again."
        );
        yield return Row(
            RefusalCode.AlreadyRecognised,
            409,
            "已认定为就业困难人员",
            "The person is recognised already",
            "到期前30天起可以续期;其他类别可随时申请。",
            "It can be renewed from 30 days before its end; further categories can be applied for at any time."
        );
        yield return Row(
            RefusalCode.NotRecognised,
            409,
            "目前未认定为就业困难人员",
            "The person is not recognised as a hardship person",
            "没有可取消的认定。",
            "There is no recognition to withdraw."
        );
        yield return Row(
            RefusalCode.HardshipNotShown,
            409,
            "没有核查结果表明符合类别",
            "No check shows a category",
            "先通过信息比对或人工核查记录符合的类别。",
            "First record a check, by data or by hand, that shows one."
        );
        yield return Row(
            RefusalCode.HardshipRefusalNotShown,
            409,
            "核查结果不支持该理由",
            "The check does not show this ground",
            "不符合类别或公示异议属实,须有核查结果表明;材料不全不是理由(79/2020 (二))。",
            "It must be shown by a check, after an objection by hand; missing papers are no ground."
        );
        yield return Row(
            RefusalCode.PublicityNotOver,
            409,
            "公示期未满",
            "The publicity is not over",
            "公示期满后的次日起可以办理。",
            "It can be decided from the day after it."
        );
        yield return Row(
            RefusalCode.InOtherHousehold,
            409,
            "此人已是另一家庭的成员",
            "The person is a member of another household",
            "先从原家庭移除。",
            "Remove the person from that household first."
        );
        yield return Row(
            RefusalCode.HouseholdNotInState,
            409,
            "家庭目前的状态不能这样办理",
            "The household is not in a state for this",
            "见返回的状态:已登记、待确认、已认定或已结束。",
            "See state: entered, proposed, recognised or ended."
        );
        yield return Row(
            RefusalCode.HouseholdMemberNotRegistered,
            409,
            "家庭成员没有在册的失业登记",
            "A member of the household is not registered",
            "所有成员均须在册登记失业;有成员已就业的,请核查家庭。",
            "All members must be registered; where one has found work, check the household."
        );
        yield return Row(
            RefusalCode.UnknownMatter,
            404,
            "没有该编号的联办事项",
            "No matter of this number is known",
            "请核对编号;如申请刚刚提交,可稍后重试。",
            "Compare the number; where the application has just been made, try again later."
        );
        yield return Row(
            RefusalCode.MatterAsked,
            409,
            "该事项已在办理或已核准",
            "This matter is open or granted already",
            "一个登记同一事项只办理一次;可查看其进度。",
            "A case has one of each kind at a time; read how far it is."
        );
        yield return Row(
            RefusalCode.MatterAnswered,
            409,
            "该事项已有办理结果",
            "The matter has its answer",
            "已有结果的事项不能在此撤回;未核准的可以提出异议。",
            "One with an answer cannot be withdrawn here; against one that was not granted an objection can be raised."
        );
        yield return Row(
            RefusalCode.MatterContradicted,
            409,
            "同一序号的结果与已记录的不同",
            "An answer of this number was recorded, and says something else",
            "更正结果请使用更大的序号。",
            "Send a correction with a higher revision."
        );
        yield return Row(
            RefusalCode.MatterClosed,
            409,
            "本人已撤回该事项",
            "The person has withdrawn the matter",
            "撤回通知已发出;如需继续办理,须由本人重新提出。",
            "The withdrawal is on its way to you; the person would have to ask again."
        );
        yield return Row(
            RefusalCode.NoOfficeAbove,
            409,
            "该机构没有上级经办机构",
            "No office is above this one",
            "对省级机构的投诉请通过12333或信访渠道提出。",
            "Complain about an office of the province over 12333, or by letter to the authority itself."
        );
        yield return Row(
            RefusalCode.TooManyComplaints,
            409,
            "投诉过多",
            "Too many complaints",
            "同时待答复的投诉最多3件,30日内最多5件;请等待答复,或撤回已提出的投诉。",
            "Three may be open at a time, and five raised within thirty days. Wait for an answer, or take one back."
        );
        yield return Row(
            RefusalCode.ComplaintOpen,
            409,
            "同一事项的投诉正在办理",
            "The same is complained of already",
            "请等待上级机构答复。",
            "Wait for the answer of the office above."
        );
        yield return Row(
            RefusalCode.UnknownComplaint,
            404,
            "没有这件待办理的投诉",
            "There is no such open complaint",
            "请核对编号;可能已经答复或撤回。",
            "Check its number; it may have been answered or taken back."
        );
        yield return Row(
            RefusalCode.NotInSample,
            404,
            "该登记不在此次抽查样本中",
            "The survey's sample does not have this registration",
            "只能登记样本中人员的回答。",
            "Answers are taken of the persons of the sample alone."
        );
        yield return Row(
            RefusalCode.AlreadySurveyed,
            409,
            "该人员的回答已登记",
            "The person's answer is recorded already",
            "每次抽查每人只登记一次。",
            "One answer of each person is taken for a survey."
        );
        yield return Row(
            RefusalCode.NothingToSettle,
            409,
            "没有待核查的不符情况",
            "Nothing waits to be looked at",
            "可能已由他人核查。",
            "Somebody may have looked at it already."
        );
        yield return Row(
            RefusalCode.NoExitProposed,
            409,
            "没有待确认的退出",
            "No exit waits for confirmation",
            "它可能已经确认或驳回。",
            "It may have been confirmed or dropped."
        );
        yield return Row(
            RefusalCode.ExitAlreadyProposed,
            409,
            "已有待确认的退出",
            "An exit waits for confirmation already",
            "请先确认或驳回。",
            "Confirm or reject it first."
        );
        yield return Row(
            RefusalCode.NotRevocable,
            409,
            "不能撤销该退出",
            "This exit cannot be revoked",
            "只能撤销最近一次的退出。",
            "Only the latest exit can be."
        );
        yield return Row(
            RefusalCode.NewerCaseOpen,
            409,
            "已有更新的申请或登记",
            "A newer application or registration exists",
            "请先办结更新的申请或登记。",
            "Deal with the newer application or registration first."
        );
        yield return Row(
            RefusalCode.NothingChanges,
            409,
            "没有任何改动",
            "Nothing would change",
            "所给的值与现有的相同。",
            "The values are those already recorded."
        );
        yield return Row(
            RefusalCode.UnknownObjection,
            404,
            "没有这个复核申请",
            "There is no such objection",
            "它可能已经答复。",
            "It may have been answered already."
        );
        yield return Row(
            RefusalCode.NothingToInformOf,
            409,
            "没有可以告知的决定",
            "There is no decision to inform of",
            "只能登记不予登记、退出或撤销登记的告知情况。",
            "Informing can be recorded of a non-approval, an exit or a revocation."
        );
        yield return Row(
            RefusalCode.NothingToObjectTo,
            409,
            "没有可以提出复核的事项",
            "There is nothing to object to",
            "只能对不予登记、退出或登记信息提出复核。",
            "A non-approval, an exit or recorded data can be objected to."
        );
        yield return Row(
            RefusalCode.ObjectionOpen,
            409,
            "已有同类复核在办理",
            "An objection of this kind is open",
            "请等待答复。",
            "Wait for the answer."
        );
        yield return Row(
            RefusalCode.CannotLink,
            409,
            "不能关联",
            "The numbers cannot be linked",
            "不能与自身、已关联的号码或带有关联的号码关联。",
            "Not to itself, to an alias, or while it has aliases of its own."
        );
        yield return Row(
            RefusalCode.CannotUnlink,
            409,
            "不能解除关联",
            "The numbers cannot be unlinked",
            "该号码没有关联,或者带来的业务已有变化。",
            "It is no alias of this record, or what it brought has changed since."
        );
        yield return Row(
            RefusalCode.MovePending,
            409,
            "关联的业务正在转移",
            "The case of a link is on its way",
            "请稍后再试。",
            "Try again a little later."
        );
        yield return Row(
            RefusalCode.ImportUnderWay,
            409,
            "正在导入此人的历史数据",
            "Earlier registrations of this person are being imported",
            "该导入选择了“全部或不导入”,结束前不能办理。请几分钟后再试。",
            "The import is all or nothing, and nothing is changed before it is over. Try again in some minutes."
        );
        yield return Row(
            RefusalCode.NothingToLinkTo,
            404,
            "要关联到的号码没有记录",
            "Nothing is recorded under the number to link to",
            "请核对要关联到的标识;没有记录的号码不能作为主号码。",
            "Check the identifier: a number without a record cannot be the main one."
        );
        yield return Row(
            RefusalCode.MainOutOfReach,
            403,
            "要关联到的号码不在您的管辖范围内",
            "The number to link to is not within your office's reach",
            "请其承办机构先同意关联,或由双方共同的上级机构办理。",
            "Its office agrees first, or an office above both links them."
        );
        yield return Row(
            RefusalCode.ProposalWaits,
            409,
            "有事项待第二人确认",
            "A decision waits for its second person",
            "请先确认或驳回。",
            "Confirm or reject it first."
        );
        yield return Row(
            RefusalCode.NoProposal,
            409,
            "没有这项待确认的事项",
            "No such proposal waits",
            "它可能已经确认或驳回。",
            "It may have been confirmed or rejected."
        );
        yield return Row(
            RefusalCode.PairDecided,
            409,
            "这一组已经裁定,或不再疑似",
            "The pair has been decided, or is no longer alike",
            "关联有误的,可以解除关联;人员信息变化后会重新列出。",
            "A wrong link can be undone; a pair comes back when data of one of the two change."
        );
        yield return Row(
            RefusalCode.GroupNotVerified,
            409,
            "参照服务人群尚未核实",
            "The by-reference group has not been verified",
            "请先核验是否属于该人群;不属于的,请更正为其他人群或普通申请。",
            "Record a check of the group first; where the person is not in it, correct it to another group or to none."
        );
        yield return Row(
            RefusalCode.UnknownDuty,
            404,
            "没有这项待办",
            "There is no such open duty",
            "它可能已经完成或者不再需要。",
            "It may have been fulfilled, or is no longer owed."
        );
        yield return Row(
            RefusalCode.UnknownSource,
            404,
            "没有这个数据来源",
            "There is no such source of data",
            "数据来源由省级配置。",
            "The sources are the province's, in data/matching/sources.json."
        );
        yield return Row(
            RefusalCode.NothingToMatch,
            409,
            "没有需要比对的业务",
            "There is no case to match",
            "没有待审核的申请、有效的登记,也没有依据该条信息的退出;未保存任何信息。",
            "There is no open application, no active registration, and no exit that rests on this row; nothing was stored."
        );
        yield return Row(
            RefusalCode.TooManyMatches,
            409,
            "该人的比对信息过多",
            "Too many rows are known of this person",
            "同一事实每次应使用相同的编号;请核对数据来源的字段对应关系。",
            "The same fact has the same key each time: check how the source's fields are mapped."
        );
        yield return Row(
            RefusalCode.UnknownMatch,
            404,
            "没有这条比对信息",
            "There is no such row",
            "它可能已经不再保存。",
            "It may not be kept any more."
        );
        yield return Row(
            RefusalCode.DutyClaimed,
            409,
            "已有其他人员认领",
            "Another clerk holds this duty",
            "请等待其完成或释放,以免重复联系本人;负责人可以释放。",
            "Wait until it is done or released, so that the person is not called twice; a supervisor can release it."
        );
        yield return Row(
            RefusalCode.ContradictsRecord,
            409,
            "与该号码已有的业务不一致",
            "Contradicts the case that this number has",
            "该号码已有业务,姓名或出生日期却不同:请核对本人证件。号码或姓名录入有误的改正后重新提交;本人已更名的,由现办机构更正后再办理。",
            "This number has a case with another name or date of birth. Compare with the person's document: correct what is mistyped and send it again; if the name changed, let the office that has the case correct it first."
        );
        yield return Row(
            RefusalCode.PlatformRepeatContradicts,
            409,
            "与全国平台先前的同号申请不一致",
            "Contradicts the platform's earlier application of this number",
            "姓名、证件号码、失业原因和承诺不能改变。",
            "Name, number, reason and commitment cannot change."
        );
    }

    private static (RefusalCode Code, ProblemKind Kind) Row(
        RefusalCode code,
        int status,
        string titleZh,
        string titleEn,
        string detailZh,
        string detailEn,
        string? article = null
    ) =>
        (
            code,
            new ProblemKind(
                JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()),
                status,
                new Words(titleZh, titleEn),
                new Words(detailZh, detailEn)
            )
            {
                Article = article,
            }
        );
}
