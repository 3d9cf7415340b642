using System.Net;
using Grid.Api.Tests.Hosts;

namespace Grid.Api.Tests.Reference;

/// <summary>Who answers for an office (79/2020 (十二)) is there for anyone to read, and so is where no one is named.</summary>
[Collection(OneHost.Name)]
public sealed class OfficeOwnerTests(ApiHost host)
{
    private readonly Hosts.Api anyone = new(host, null);

    [Fact]
    public async Task Anyone_can_read_who_answers_for_an_office()
    {
        var office = (await anyone.GetAsync($"/v1/offices/{Hosts.Api.Donghu}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("失业登记科", "失业登记科科长"), ((string?)office.Json["owner"]!["unit"], (string?)office.Json["owner"]!["person"]));
    }

    /// <summary>The sample province has named someone everywhere.</summary>
    [Fact]
    public async Task Offices_without_an_owner_are_listed()
    {
        var all = (await anyone.GetAsync("/v1/offices?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        var gaps = (await anyone.GetAsync("/v1/offices?withoutOwner=true&pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!.AsArray();
        Assert.NotEmpty(all);
        Assert.Equal(all.Count(one => one!["owner"] is null), gaps.Count);
        (await anyone.GetAsync("/v1/offices?withoutOwner=maybe")).Expect(HttpStatusCode.BadRequest);
    }
}
