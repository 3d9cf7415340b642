using Grid.Api.Importing.Reading;
using Grid.Api.Importing.Reading.Rows;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Testing;

namespace Grid.Api.Tests.Importing.Reading;

/// <summary>What rows of each kind say.</summary>
public sealed class RowTests
{
    private static async Task<ImportRow> ReadAsync(params (string Header, string Value)[] more)
    {
        var names = Files.Header.Except(more.Select(one => one.Header)).ToList();
        string[] header = [.. names, .. more.Select(one => one.Header)];
        string[] values = [.. names.Select(name => Files.Person(1)[Array.IndexOf(Files.Header, name)]), .. more.Select(one => one.Value)];
        return Assert.Single(await Files.ReadAsync(Files.Csv(header, values)));
    }

    private static async Task<RegistrationRow> RegistrationAsync(params (string Header, string Value)[] more)
    {
        var row = await ReadAsync(more);
        Assert.True(row.Value is not null, string.Join(' ', new[] { row }.Faults()));
        return (RegistrationRow)row.Value;
    }

    [Fact]
    public async Task A_past_registration_has_all_that_the_file_says()
    {
        var row = await RegistrationAsync(
            ("原系统编号", "DH-2019-00042"),
            ("出生日期", "1970年1月1日"),
            ("性别", "男"),
            ("民族", "汉"),
            ("文化程度", "大专"),
            ("户口性质", "城镇"),
            ("户籍地区划", "360105"),
            ("健康状况", "1"),
            ("联系电话", "13800000000"),
            ("联系地址", "示例路1号"),
            ("就业意愿", "单位就业、职业培训"),
            ("是否申领失业保险金", "否"),
            ("原用人单位", "示例公司"),
            ("统一社会信用代码", "91350100M000100Y43"),
            ("申请渠道", "窗口"),
            ("申请日期", "2025-03-08 09:30"),
            ("就业困难类别", "050;060"),
            ("困难认定日期", "2025/4/1"),
            ("退出日期", "2025-09-01"),
            ("退出原因", "11"),
            ("退出依据", "信息比对"),
            ("比对数据来源", "就业登记"),
            ("比对日期", "2025-09-02"),
            ("新用人单位名称", "新公司")
        );
        Assert.Equal("DH-2019-00042", row.Person.LegacyNumber);
        Assert.Equal((Sex.Male, ApplicationChannel.Offline), (row.Sex, row.Channel));
        Assert.Equal(
            ("01", "30", "10", "360112", "1"),
            (row.Details.EthnicGroup, row.Details.Education, row.Details.HukouNature, row.Details.HukouRegion, row.Details.Health)
        );
        Assert.Equal(["1", "4"], row.JobWishes);
        Assert.False(row.WishesToClaimBenefit);
        Assert.Equal(("示例公司", "91350100M000100Y43"), (row.FormerEmployer!.Name, row.FormerEmployer.CreditCode!.Value));
        Assert.Equal(new DateTimeOffset(2025, 3, 8, 9, 30, 0, TimeSpan.FromHours(8)), row.Submitted!.Value.Moment);
        Assert.Equal(["050", "060"], row.Hardship!.Categories);
        Assert.Equal((new DateOnly(2025, 4, 1), null), (row.Hardship.From, row.Hardship.To));
        Assert.Equal((ExitReason.Hired, "11", new DateOnly(2025, 9, 1)), (row.Exit!.Reason, row.Exit.Code, row.Exit.On));
        Assert.Equal((EvidenceBasis.DataMatch, "就业登记"), (row.Exit.Evidence!.Basis, row.Exit.Evidence.Source));
        Assert.Equal("新公司", row.Exit.Employer!.Name);
        Assert.Empty(row.Unverified);
    }

    [Fact]
    public async Task Optional_values_that_are_not_understood_are_kept_and_named_and_reject_nothing()
    {
        var row = await ReadAsync(
            ("联系电话", "12"),
            ("文化程度", "幼儿园"),
            ("统一社会信用代码", "123"),
            ("户籍地区划", "999999"),
            ("就业意愿", "1,都可以,随便"),
            ("是否申领失业保险金", "也许"),
            ("联系地址", new string('路', 300)),
            ("退出日期", "2025-09-01"),
            ("退出原因", "11"),
            ("新用人单位统一社会信用代码", "456")
        );
        var value = Assert.IsType<RegistrationRow>(row.Value);
        Assert.All(row.Faults, fault => Assert.False(fault.Rejects));
        Assert.Equal(
            [
                "jobWishes:notMapped",
                "wishesToClaimBenefit:badFlag",
                "employerCode:badLength",
                "telephone:missingAreaNumber",
                "address:tooLong",
                "education:notMapped",
                "hukouRegion:badCode",
                "newEmployerCode:badLength",
            ],
            row.Faults.OrderBy(fault => fault.Field == "newEmployerCode").Select(fault => $"{fault.Field}:{fault.Code}")
        );
        Assert.Equal(["1"], value.JobWishes);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["jobWishes"] = "都可以,随便",
                ["wishesToClaimBenefit"] = "也许",
                ["formerEmployer.creditCode"] = "123",
                ["details.telephone"] = "12",
                ["details.address"] = new string('路', 300),
                ["details.education"] = "幼儿园",
                ["details.hukouRegion"] = "999999",
            },
            value.Unverified.ToDictionary(one => one.Field, one => one.Given)
        );
        Assert.Equal(("employer.creditCode", "456"), value.Exit!.Unverified.Select(one => (one.Field, one.Given)).Single());
        Assert.Equal(new string('路', 200), value.Details.Address);
    }

    [Theory]
    [InlineData("失业原因", "无业", "reason:notMapped")]
    [InlineData("失业原因", "", "reason:required")]
    [InlineData("经办机构", "99", "office:unknownOffice")]
    [InlineData("登记日期", "1/5/2026", "registeredOn:ambiguousDate")]
    [InlineData("登记地依据", "5", "ground:notMapped")]
    [InlineData("姓名", "王5", "name:digit")]
    [InlineData("证件号码", "36999919850612001", "identityNumber:badLength")]
    [InlineData("性别", "男女", "sex:notMapped")]
    [InlineData("参照服务人群", "9", "byReference:notMapped")]
    [InlineData("失业登记号", "123", "registrationNumber:badLength")]
    public async Task What_a_registration_rests_on_rejects_its_row(string header, string value, string fault)
    {
        var row = await ReadAsync((header, value));
        Assert.Equal([$"2:{fault}"], new[] { row }.Faults());
        Assert.Null(row.Value);
    }

    [Fact]
    public async Task A_value_that_is_not_mapped_names_the_codes_and_not_itself()
    {
        var fault = Assert.Single((await ReadAsync(("登记地依据", "老家"))).Faults);
        Assert.Equal(["1", "2", "3", "4"], fault.Allowed);
        Assert.Equal("G", fault.Column);
        Assert.DoesNotContain("老家", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("1, 2, 3, 4", fault.Text(Grid.Api.Problems.Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_number_of_fifteen_digits_needs_the_birth_date_beside_it()
    {
        var number = CitizenNumbers.Of(new DateOnly(1970, 1, 1), 7).Value;
        var old = number[..6] + number[8..17];
        Assert.Equal(["2:identityNumber:confirmFifteenDigits"], new[] { await ReadAsync(("证件号码", old)) }.Faults());
        Assert.Equal(
            ["2:identityNumber:confirmFifteenDigits"],
            new[] { await ReadAsync(("证件号码", old), ("出生日期", "1971-01-01")) }.Faults()
        );
        Assert.Equal(IdentityNumber.Parse(number), (await RegistrationAsync(("证件号码", old), ("出生日期", "1970-01-01"))).Person.Number);
    }

    [Fact]
    public async Task Day_and_reason_of_an_exit_come_together()
    {
        Assert.Equal(["2:exitReason:needsExitReason"], new[] { await ReadAsync(("退出日期", "2025-09-01"), ("退出原因", "")) }.Faults());
        Assert.Equal(["2:exitedOn:needsExitDay"], new[] { await ReadAsync(("退出日期", ""), ("退出原因", "11")) }.Faults());
        Assert.Equal(["2:exitBasis:onlyWithExit"], new[] { await ReadAsync(("退出依据", "1")) }.Faults());
        Assert.Equal(["2:exitedOn:beforeRegistration"], new[] { await ReadAsync(("退出日期", "2025-03-09"), ("退出原因", "11")) }.Faults());
    }

    [Fact]
    public async Task A_code_that_closes_nothing_is_history_and_no_exit()
    {
        var past = await RegistrationAsync(("退出日期", "2025-09-01"), ("退出原因", "32"));
        Assert.Equal(("32", null), (past.Exit!.Code, past.Exit.Reason));

        var rows = await Files.ReadAsync(
            Files.Csv(
                ["证件号码", "退出日期", "退出原因", "退出依据"],
                [CitizenNumbers.Of(1).Value, "2026-09-01", "32", "3"],
                [CitizenNumbers.Of(2).Value, "2026-09-01", "11", "1"]
            ),
            FileKind.Exits
        );
        Assert.Equal(["2:exitReason:forbiddenExit"], rows.Faults());
        Assert.Contains("79/2020 (四)", rows[0].Faults[0].Text(Grid.Api.Problems.Language.Chinese), StringComparison.Ordinal);
        Assert.Equal(ExitReason.Hired, ((ExitRow)rows[1].Value!).Exit.Reason);
    }

    [Fact]
    public async Task An_own_statement_is_read()
    {
        var rows = await Files.ReadAsync(
            Files.Csv(
                ["证件号码", "退出日期", "退出原因", "退出依据", "本人声明方式", "本人声明日期", "本人声明内容"],
                [CitizenNumbers.Of(1).Value, "2026-09-01", "31", "1", "电话", "2026-09-01", "不再找工作"]
            ),
            FileKind.Exits
        );
        Assert.Equal(
            (ContactChannel.Telephone, "不再找工作"),
            (((ExitRow)rows[0].Value!).Exit.Statement!.Channel, ((ExitRow)rows[0].Value!).Exit.Statement!.Words)
        );
    }

    [Fact]
    public async Task A_service_is_read()
    {
        var rows = await Files.ReadAsync(
            Files.Csv(
                ["证件号码", "服务日期", "服务项目", "服务结果"],
                [CitizenNumbers.Of(1).Value, "2026-09-01", "职业指导", "已提供"],
                [CitizenNumbers.Of(1).Value, "2026-09-01", "S999", "1"]
            ),
            FileKind.Services
        );
        Assert.Equal(("S201", ServiceResult.Given), (((ServiceRow)rows[0].Value!).Item, ((ServiceRow)rows[0].Value!).Result));
        Assert.Equal(["3:serviceItem:notMapped"], rows.Faults());
    }

    [Fact]
    public async Task A_row_of_a_source_is_read()
    {
        var rows = await Files.ReadAsync(
            Files.Csv(
                ["证件号码", "姓名", "数据编号", "就业日期", "截止日期", "用人单位", "是否撤回"],
                [CitizenNumbers.Of(1).Value, "测试甲", "A-1", "2026/9/1", "2026-12-31", "示例公司", ""],
                [CitizenNumbers.Of(2).Value, "", "A-2", "", "", "", "是"],
                [CitizenNumbers.Of(3).Value, "", "A-3", "", "", "", "否"],
                [CitizenNumbers.Of(4).Value, "", "A-4", "2026-09-01", "", "", "是"],
                [CitizenNumbers.Of(5).Value, "", "", "2026-09-01", "", "", ""],
                [CitizenNumbers.Of(6).Value, "", new string('长', 201), "2026-09-01", "", "", ""]
            ),
            FileKind.MatchRows
        );
        Assert.Equal(["4:on:required", "5:withdrawn:contradicts", "6:key:required", "7:key:tooLong"], rows.Faults());
        var first = (MatchFileRow)rows[0].Value!;
        Assert.Equal(
            ("测试甲", "A-1", new DateOnly(2026, 9, 1), new DateOnly(2026, 12, 31), "示例公司"),
            (first.Name!.Value, first.Key, first.Fact!.On, first.Fact.Until, first.Fact.Employer!.Name)
        );
        Assert.Null(((MatchFileRow)rows[1].Value!).Fact);
    }

    [Fact]
    public void A_row_shows_no_value_as_a_text()
    {
        var row = new ImportRow(
            2,
            new ServiceRow
            {
                Person = new PersonKey(CitizenNumbers.Of(1), null, null, "L1"),
                On = default,
                Item = "S101",
                Result = ServiceResult.Given,
                Note = "秘密",
            },
            []
        );
        Assert.DoesNotContain("秘密", row.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(CitizenNumbers.Of(1).Value, row.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("L1", row.ToString(), StringComparison.Ordinal);
    }
}
