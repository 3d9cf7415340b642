using System.Net;
using System.Net.Sockets;
using Grid.Api.Webhooks;
using Microsoft.Extensions.Options;

namespace Grid.Api.Tests.Webhooks;

/// <summary>Where webhooks may go: hosts by name, and addresses by network.</summary>
public sealed class AllowedTargetsTests
{
    [Theory]
    [InlineData("https://office.example.cn/hook", true)]
    [InlineData("https://OFFICE.example.cn:443/hook?x=1", true)]
    [InlineData("https://office.example.cn:8443/hook", false)]
    [InlineData("https://other.example.cn:8443/hook", true)]
    [InlineData("https://other.example.cn/hook", false)]
    [InlineData("http://office.example.cn/hook", false)]
    [InlineData("https://user@office.example.cn/hook", false)]
    [InlineData("https://office.example.cn@evil.example/hook", false)]
    [InlineData("https://office.example.cn.evil.example/hook", false)]
    [InlineData("https://evil.example/office.example.cn", false)]
    [InlineData("https://office.example.cn/hook#x", false)]
    [InlineData("https://127.0.0.1/hook", false)]
    [InlineData("https://[::1]/hook", false)]
    [InlineData("office.example.cn", false)]
    [InlineData("ftp://office.example.cn/", false)]
    [InlineData("https://office.example.cn:0/hook", false)]
    [InlineData("https://user:secret@office.example.cn/hook", false)]
    [InlineData("https://@office.example.cn/hook", true)] // As without: there is no name in it.
    [InlineData("https://office.example.cn./hook", false)]
    [InlineData("https://2130706433/hook", false)]
    [InlineData("https://0x7f000001/hook", false)]
    [InlineData("https://0177.0.0.1/hook", false)]
    [InlineData("https://127.1/hook", false)]
    [InlineData("https://0/hook", false)]
    [InlineData("https://[::ffff:127.0.0.1]/hook", false)]
    public void An_address_is_https_to_a_host_on_the_list(string address, bool may) =>
        Assert.Equal(may, Of(["office.example.cn", "other.example.cn:8443"], []).Allows(address));

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("240e::1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.0.9", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.20.1.1", true)] // Allowed by the setting.
    [InlineData("10.21.1.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.20.1.1", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("::ffff:0:127.0.0.1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("ff02::1", false)]
    public void An_address_of_no_public_network_needs_an_allowed_one(string address, bool may) =>
        Assert.Equal(may, Of([], ["10.20.0.0/16"]).Allows(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_leads_also_to_this_machine_leads_nowhere()
    {
        var targets = Of(["office.example.cn"], []);
        foreach (
            var found in (string[][])
                [
                    ["8.8.8.8", "127.0.0.1"],
                    ["::1"],
                    [],
                ]
        )
        {
            await Assert.ThrowsAsync<ForbiddenTargetException>(() =>
                targets
                    .ConnectAsync(
                        new DnsEndPoint("office.example.cn", 443),
                        (_, _) => Task.FromResult(found.Select(IPAddress.Parse).ToArray()),
                        TestContext.Current.CancellationToken
                    )
                    .AsTask()
            );
        }
    }

    /// <summary>An address in another notation is what it means: on Linux a number with a leading 0 is octal.</summary>
    [Theory]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0")]
    [InlineData("::ffff:10.1.2.3")]
    public async Task An_address_in_the_place_of_a_name_is_judged_as_an_address(string host) =>
        await Assert.ThrowsAsync<ForbiddenTargetException>(() =>
            Of([host], [])
                .ConnectAsync(
                    new DnsEndPoint(host, 443),
                    (_, _) => Task.FromResult(new[] { IPAddress.Parse("8.8.8.8") }),
                    TestContext.Current.CancellationToken
                )
                .AsTask()
        );

    /// <summary>A name that leads elsewhere when it is asked for a second time gains nothing: it is asked for once.</summary>
    [Fact]
    public async Task The_connection_goes_to_the_address_that_was_looked_at()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = 0;
        await using var stream = await Of(["office.example.cn"], ["127.0.0.1/32"])
            .ConnectAsync(
                new DnsEndPoint("office.example.cn", ((IPEndPoint)listener.LocalEndpoint).Port),
                (_, _) => Task.FromResult(new[] { IPAddress.Parse(++asked == 1 ? "127.0.0.1" : "127.0.0.2") }),
                TestContext.Current.CancellationToken
            );
        using var taken = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.True(taken.Connected);
        Assert.Equal(1, asked);
    }

    private static AllowedTargets Of(string[] hosts, string[] networks)
    {
        var options = new WebhookOptions();
        foreach (var host in hosts)
            options.Hosts.Add(host);
        foreach (var network in networks)
            options.Networks.Add(network);
        return new AllowedTargets(Options.Create(options));
    }
}
