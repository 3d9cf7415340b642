using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using Grid.Api.Hosting;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grid.Api.Tests.Security;

/// <summary>What is known of the identity provider, by a clock that the test moves.</summary>
public sealed class ProviderKeysTests : IDisposable
{
    private const string Issuer = "https://identity.example";

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly LogKeeper log = new();
    private readonly Provider provider = new();
    private readonly ProviderKeys keys;
    private readonly ProviderTokens tokens;

    public ProviderKeysTests()
    {
        keys = Keys(Issuer, development: false);
        tokens = new ProviderTokens(keys);
    }

    [Fact]
    public async Task The_first_request_after_a_rotation_is_right()
    {
        Assert.True(await IsValidAsync(provider.Token()));
        clock.Advance(TimeSpan.FromHours(1));
        provider.Rotate();
        Assert.True(await IsValidAsync(provider.Token()));
        Assert.Equal(2, provider.Reads);
    }

    /// <summary>It was right before, and its time is not over.</summary>
    [Fact]
    public async Task A_token_of_a_key_that_the_provider_withdrew_is_none_any_more()
    {
        var old = provider.Token();
        Assert.True(await IsValidAsync(old));
        Assert.True(await IsValidAsync(old));
        clock.Advance(TimeSpan.FromHours(1));
        provider.Rotate();
        Assert.True(await IsValidAsync(provider.Token()));
        clock.Advance(ProviderKeys.Pause);
        Assert.False(await IsValidAsync(old));
    }

    [Fact]
    public async Task Another_key_under_the_same_id_is_found_as_well()
    {
        Assert.True(await IsValidAsync(provider.Token()));
        clock.Advance(TimeSpan.FromHours(1));
        provider.Rotate(sameId: true);
        Assert.True(await IsValidAsync(provider.Token()));
    }

    [Fact]
    public async Task Many_at_once_after_a_rotation_are_right_and_ask_once()
    {
        Assert.True(await IsValidAsync(provider.Token()));
        clock.Advance(TimeSpan.FromHours(1));
        provider.Rotate();
        var token = provider.Token();
        var release = provider.HoldBack();
        var all = Enumerable.Range(0, 50).Select(_ => IsValidAsync(token)).ToList();
        release.SetResult();
        Assert.All(await Task.WhenAll(all), Assert.True);
        Assert.Equal(2, provider.Reads);
    }

    [Fact]
    public async Task Made_up_keys_do_not_make_us_ask_more_often_than_every_two_seconds()
    {
        Assert.True(await IsValidAsync(provider.Token()));
        using var foreign = new Provider();
        for (var i = 0; i < 100; i++)
        {
            foreign.Rename();
            Assert.False(await IsValidAsync(foreign.Token()));
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(provider.Reads, 2, 6);
        Assert.True(await IsValidAsync(provider.Token()));
    }

    [Fact]
    public async Task The_last_keys_work_through_an_outage_and_an_unknown_one_is_not_called_wrong()
    {
        var old = provider.Token();
        Assert.True(await IsValidAsync(old));
        provider.IsDown = true;
        clock.Advance(TimeSpan.FromHours(6));
        provider.Rotate();
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => IsValidAsync(provider.Token()));
        Assert.True(await IsValidAsync(old));
        Assert.Equal(2, provider.Reads);
        Assert.True(keys.Outage > TimeSpan.Zero && keys.Known is not null);
        Assert.Single(log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));

        provider.IsDown = false;
        clock.Advance(ProviderKeys.Pause);
        Assert.True(await IsValidAsync(provider.Token()));
        Assert.Equal(TimeSpan.Zero, keys.Outage);
        Assert.Single(log.Lines, line => line.Contains("answers again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_answer_a_token_is_not_called_wrong_and_the_outage_is_logged_once()
    {
        provider.IsDown = true;
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ProviderUnavailableException>(() => IsValidAsync(provider.Token()));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(provider.Reads, 5, 11);
        Assert.Single(log.Lines);
        provider.IsDown = false;
        clock.Advance(ProviderKeys.Pause);
        Assert.True(await IsValidAsync(provider.Token()));
    }

    [Fact]
    public async Task A_provider_that_says_nothing_is_not_waited_for_longer_than_its_time()
    {
        _ = provider.HoldBack();
        var asked = IsValidAsync(provider.Token());
        await provider.Arrived.Task;
        clock.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Only_development_asks_in_the_clear(bool development)
    {
        using var plain = Keys("http://identity.example", development);
        if (development)
        {
            Assert.Equal(Issuer, (await plain.GetConfigurationAsync(TestContext.Current.CancellationToken)).Issuer);
        }
        else
        {
            await Assert.ThrowsAsync<ProviderUnavailableException>(() =>
                plain.GetConfigurationAsync(TestContext.Current.CancellationToken)
            );
        }
    }

    [Fact]
    public async Task Another_issuer_an_older_date_and_another_audience_are_wrong()
    {
        Assert.False(await IsValidAsync(provider.Token(issuer: "https://elsewhere.example")));
        Assert.False(await IsValidAsync(provider.Token(minutes: -10)));
        Assert.False(await IsValidAsync(provider.Token(audience: "other")));
    }

    /// <summary>Also where the provider publishes a key for it: whoever checks with a shared key could sign with it.</summary>
    [Theory]
    [InlineData(SecurityAlgorithms.HmacSha256)]
    [InlineData(SecurityAlgorithms.HmacSha512)]
    public async Task A_token_signed_with_a_shared_key_is_wrong(string algorithm)
    {
        provider.Shared = RandomNumberGenerator.GetBytes(64);
        Assert.True(await IsValidAsync(provider.Token()));
        Assert.False(await IsValidAsync(provider.Token(sharedKey: algorithm)));
    }

    /// <summary>The library takes this name for RS256; only what is on our list counts.</summary>
    [Fact]
    public async Task A_token_whose_algorithm_is_not_on_the_list_is_wrong() =>
        Assert.False(await IsValidAsync(provider.Token(algorithm: SecurityAlgorithms.RsaSha256Signature)));

    [Fact]
    public async Task A_token_without_a_signature_is_wrong() => Assert.False(await IsValidAsync(provider.Token(sharedKey: "none")));

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSsaPssSha256)]
    public async Task What_else_a_provider_may_sign_with(string algorithm) =>
        Assert.True(await IsValidAsync(provider.Token(algorithm: algorithm)));

    /// <summary>Whoever can make the provider redirect cannot make us read keys of another address.</summary>
    [Fact]
    public async Task A_redirect_of_the_provider_is_not_followed()
    {
        var address = $"http://127.0.0.1:{FreePorts.Take()}";
        var asked = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Run(http =>
        {
            asked++;
            http.Response.Redirect($"{address}/elsewhere");
            return Task.CompletedTask;
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var real = new ProviderKeys(
            Options.Create(new ApiOptions { Authority = address, Development = true }),
            TimeProvider.System,
            new LoggerFactory([log]).CreateLogger<ProviderKeys>()
        );
        await Assert.ThrowsAsync<ProviderUnavailableException>(() => real.GetConfigurationAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, asked);
    }

    public void Dispose()
    {
        keys.Dispose();
        provider.Dispose();
        log.Dispose();
    }

    private async Task<bool> IsValidAsync(string token)
    {
        var parameters = new TokenValidationParameters
        {
            ValidAudience = "grid",
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        return (await tokens.ValidateTokenAsync(token, parameters)).IsValid;
    }

    private ProviderKeys Keys(string authority, bool development) =>
        new(
            Options.Create(new ApiOptions { Authority = authority, Development = development }),
            clock,
            new LoggerFactory([log]).CreateLogger<ProviderKeys>(),
            provider
        );

    /// <summary>An identity provider behind the client, without a network.</summary>
    private sealed class Provider : HttpMessageHandler
    {
        private RSA rsa = RSA.Create(2048);
        private int id = 1;
        private TaskCompletionSource? held;
        private int reads;

        public bool IsDown { get; set; }

        public int Reads => reads;

        public void Rotate(bool sameId = false) =>
            (rsa, id) = (RSA.Create(2048), sameId ? id : RandomNumberGenerator.GetInt32(int.MaxValue));

        /// <summary>A request is held back.</summary>
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The same key under another id.</summary>
        public void Rename() => id = RandomNumberGenerator.GetInt32(int.MaxValue);

        public TaskCompletionSource HoldBack() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>A key for HMAC, published beside the others.</summary>
        public byte[]? Shared { get; set; }

        public string Token(
            string issuer = Issuer,
            string audience = "grid",
            int minutes = 10,
            string algorithm = SecurityAlgorithms.RsaSha256,
            string? sharedKey = null
        )
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            return new JsonWebTokenHandler().CreateToken(
                new SecurityTokenDescriptor
                {
                    Issuer = issuer,
                    Audience = audience,
                    Subject = new ClaimsIdentity([new("sub", "liu")]),
                    NotBefore = now.AddMinutes(-20),
                    IssuedAt = now.AddMinutes(-20),
                    Expires = now.AddMinutes(minutes),
                    SigningCredentials = (sharedKey, Shared) switch
                    {
                        ("none", _) => null,
                        ({ } hmac, { } shared) => new SigningCredentials(new SymmetricSecurityKey(shared) { KeyId = "shared" }, hmac),
                        _ => new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = $"{id}" }, algorithm)
                        {
                            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
                        },
                    },
                }
            );
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isMetadata = request.RequestUri!.AbsolutePath.EndsWith("openid-configuration", StringComparison.Ordinal);
            if (isMetadata)
                Interlocked.Increment(ref reads);
            if (held is { } hold)
            {
                Arrived.TrySetResult();
                await hold.Task.WaitAsync(cancellationToken);
            }

            if (IsDown)
                throw new HttpRequestException("made to fail");
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = isMetadata
                    ? JsonContent.Create(
                        new
                        {
                            issuer = Issuer,
                            authorization_endpoint = Issuer + "/authorize",
                            token_endpoint = Issuer + "/token",
                            jwks_uri = new Uri(request.RequestUri, "/keys").ToString(),
                        }
                    )
                    : JsonContent.Create(
                        new
                        {
                            keys = new object[]
                            {
                                new
                                {
                                    kty = "RSA",
                                    use = "sig",
                                    kid = $"{id}",
                                    n = Base64Url.EncodeToString(key.Modulus),
                                    e = Base64Url.EncodeToString(key.Exponent),
                                },
                            }.Concat(
                                Shared is { } shared
                                    ?
                                    [
                                        new
                                        {
                                            kty = "oct",
                                            kid = "shared",
                                            k = Base64Url.EncodeToString(shared),
                                        },
                                    ]
                                    : Array.Empty<object>()
                            ),
                        }
                    ),
            };
        }

        protected override void Dispose(bool disposing)
        {
            rsa.Dispose();
            base.Dispose(disposing);
        }
    }
}
