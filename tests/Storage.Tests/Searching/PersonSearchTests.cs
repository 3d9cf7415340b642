using System.Text;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;

namespace Grid.Storage.Tests.Searching;

/// <summary>Persons are found by prefix, telephone and numbers, within the caller's scope, page by page.</summary>
public sealed class PersonSearchTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncDisposable
{
    private static readonly SearchScope Everything = new(null, "");

    private readonly Register register = new(database.ApplicationConnectionString);

    private PersonSearch Search => register.Search;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Theory]
    [InlineData("张三", "张三", true)]
    [InlineData("张三丰", "张三", true)]
    [InlineData("张四", "张三", false)]
    [InlineData("𠮷野家", "𠮷野", true)]
    [InlineData("𠮷田二", "𠮷野", false)]
    [InlineData("买买提·吐尔逊", "买买提•吐", true)]
    [InlineData("JOHN SMITH", "john s", true)]
    [InlineData("JOHN SMITH", "ｊｏｈｎ", true)]
    [InlineData("王百分", "王%", false)]
    [InlineData("王下划", "王_", false)]
    [InlineData("王反斜", "王\\", false)]
    [InlineData("李龘龘", "李", false)] // One character finds nobody.
    [InlineData("李龘龘", "李 ", false)]
    [InlineData("赵NUL", "赵\0", false)]
    [InlineData("钱半字", "钱\uD842", false)]
    public async Task A_prefix_is_literal(string name, string prefix, bool found)
    {
        var person = await AddAsync(name, null, "36010200", "360102");
        var page = await Search.ByNamePrefixAsync(prefix, Everything, new PageRequest(200, null), Cancellation);
        Assert.Equal(found, page.Items.Any(hit => hit.Person == person));
        if (found)
            Assert.Equal(PersonName.Parse(name), page.Items.Single(hit => hit.Person == person).Name);
    }

    [Fact]
    public async Task A_county_does_not_see_what_its_city_s_own_office_holds_though_it_counts_there()
    {
        var person = await AddAsync("市属人", null, "36010001", "360102");
        Assert.Empty(
            (await Search.ByNamePrefixAsync("市属", new SearchScope(null, "360102"), new PageRequest(200, null), Cancellation)).Items
        );
        Assert.Equal(
            person,
            Assert
                .Single(
                    (await Search.ByNamePrefixAsync("市属", new SearchScope(null, "3601"), new PageRequest(200, null), Cancellation)).Items
                )
                .Person
        );
    }

    [Theory]
    [InlineData("36010200", null, true)]
    [InlineData("36010300", null, false)]
    [InlineData(null, "36", true)]
    [InlineData(null, "3601", true)]
    [InlineData(null, "360102", true)]
    [InlineData(null, "360103", false)]
    [InlineData(null, "37", false)]
    [InlineData(null, "36%", false)]
    [InlineData(null, "", true)]
    [InlineData(null, null, false)]
    public async Task The_scope_decides_who_is_found(string? office, string? region, bool found)
    {
        var telephone = TelephoneNumber.Parse("0791-86661234");
        var person = await AddAsync("范围人", telephone, "36010200", "360102");
        var scope = new SearchScope(office, region);
        var byName = await Search.ByNamePrefixAsync("范围", scope, new PageRequest(200, null), Cancellation);
        var byTelephone = await Search.ByTelephoneAsync(telephone, scope, new PageRequest(200, null), Cancellation);
        Assert.Equal(found, byName.Items.Any(hit => hit.Person == person));
        Assert.Equal(found, byTelephone.Items.Any(hit => hit.Person == person));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task Pages_hold_everybody_once_and_in_order(int size)
    {
        var telephone = TelephoneNumber.Parse($"1370000{size:D4}");
        var prefix = $"页{(char)('一' + size)}";
        var expected = new List<PersonId>();
        for (var i = 0; i < 15; i++)
            expected.Add(await AddAsync($"{prefix}{(char)('甲' + (i / 3))}", telephone, "36010200", "360102"));

        var byName = await AllAsync(
            after => Search.ByNamePrefixAsync(prefix, Everything, new PageRequest(size, after), Cancellation),
            size
        );
        Assert.Equal(expected.Order(), byName.Select(hit => hit.Person));
        var byTelephone = await AllAsync(
            after => Search.ByTelephoneAsync(telephone, Everything, new PageRequest(size, after), Cancellation),
            size
        );
        Assert.Equal(expected.Order(), byTelephone.Select(hit => hit.Person));
    }

    /// <summary>Callers keep cursors, pass them on and log them.</summary>
    [Fact]
    public async Task A_cursor_holds_no_name()
    {
        foreach (var name in (string[])["游标甲", "游标乙"])
            await AddAsync(name, null, "36010200", "360102");
        var next = (await Search.ByNamePrefixAsync("游标", Everything, new PageRequest(1, null), Cancellation)).Next!;
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(next);
        foreach (var secret in (string[])["游标", JsonSerializer.Serialize("游标").Trim('"')])
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
        Assert.Single((await Search.ByNamePrefixAsync("游标", Everything, new PageRequest(1, next), Cancellation)).Items);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("bm9uc2Vuc2U")]
    [InlineData("WyJhIl0")]
    [InlineData("WyJhIiwiYiJd")]
    [InlineData("WyJhIixudWxsXQ")]
    public async Task A_cursor_of_the_callers_own_making_is_told_apart(string cursor) =>
        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            Search.ByNamePrefixAsync("页面", Everything, new PageRequest(10, cursor), Cancellation)
        );

    [Fact]
    public async Task Numbers_find_their_person_and_no_other()
    {
        var person = (await register.AddAsync(700)).State!.Record!.Id;
        Assert.Equal(person, await Search.ByApplicationNumberAsync(Sample.Application(700).Number, Cancellation));
        Assert.Equal(person, await Search.ByRegistrationNumberAsync(Sample.Registration(700).Number, Cancellation));
        Assert.Null(await Search.ByApplicationNumberAsync(Sample.Application(701).Number, Cancellation));
        Assert.Null(await Search.ByRegistrationNumberAsync(Sample.Registration(701).Number, Cancellation));
    }

    [Fact]
    public async Task Numbers_asked_for_at_the_same_time_find_each_their_own()
    {
        var persons = new List<PersonId>();
        for (var n = 720; n < 740; n++)
            persons.Add((await register.AddAsync(n)).State!.Record!.Id);
        await using var numbers = new PersonNumbers(register.Source, TimeProvider.System);
        var asked = Enumerable
            .Range(720, 20)
            .Concat(Enumerable.Range(770, 20))
            .SelectMany(n =>
                new (int, Task<PersonId?>)[]
                {
                    (n, numbers.OfApplicationAsync(Sample.Application(n).Number, Cancellation)),
                    (n, numbers.OfRegistrationAsync(Sample.Registration(n).Number, Cancellation)),
                }
            )
            .ToList();
        foreach (var (n, found) in asked)
            Assert.Equal(n < 740 ? persons[n - 720] : null, await found);
    }

    [Fact]
    public async Task What_was_entered_in_error_is_found_by_its_own_numbers_alone()
    {
        var state = await register.AddAsync(710);
        var person = register.IdOf(710);
        await register.AppendAsync(state, person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Application = new ApplicationRow(false, Sample.Application(710), Sample.Region, EnteredInError: true),
                Registrations =
                [
                    new RegistrationRow(
                        false,
                        Sample.Registration(710),
                        Sample.Region,
                        RegistrationRowStatus.EnteredInError,
                        null,
                        Sample.Today
                    ),
                ],
                Search = new SearchRow(null, null, null, null, false),
            }
        );
        Assert.Equal(person, await Search.ByApplicationNumberAsync(Sample.Application(710).Number, Cancellation));
        Assert.Equal(person, await Search.ByRegistrationNumberAsync(Sample.Registration(710).Number, Cancellation));
        Assert.Empty((await Search.ByTelephoneAsync(Sample.Telephone(710), Everything, new PageRequest(10, null), Cancellation)).Items);
    }

    [Fact]
    public void The_end_of_a_prefix_follows_everything_that_begins_with_it()
    {
        Assert.Equal("张上", Prefix.EndOf("张三"));
        Assert.Equal("a\uE000", Prefix.EndOf("a\uD7FF"));
        Assert.Equal("b", Prefix.EndOf("a\U0010FFFF"));
        Assert.Null(Prefix.EndOf("\U0010FFFF"));
    }

    private async Task<PersonId> AddAsync(string name, TelephoneNumber? telephone, string office, string region)
    {
        var person = PersonId.FromGuid(Guid.NewGuid());
        await register.AppendAsync(person, sequence =>
            Sample.SmallCommit(sequence) with
            {
                Search = new SearchRow(PersonName.Parse(name), telephone, office, region, true),
            }
        );
        return person;
    }

    private static async Task<List<SearchHit>> AllAsync(Func<string?, Task<Page<SearchHit>>> next, int size)
    {
        var hits = new List<SearchHit>();
        string? after = null;
        do
        {
            var page = await next(after);
            Assert.InRange(page.Items.Count, 1, size);
            hits.AddRange(page.Items);
            after = page.Next;
        } while (after is not null);
        return hits;
    }
}
