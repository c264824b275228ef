//! Each English text of the arguments with its Chinese.

/// English first. `src/cli/arguments.rs` and clap say the English; a test finds what is missing here
/// and what nothing says any more.
pub(super) const TEXTS: &[(&str, &str)] = &[
    // the program and its commands
    (
        "Judges the goods lines of Chinese export declarations under dual-use export control and writes the remarks column (备注)",
        "按两用物项出口管制规定逐项判断出口报关单草单，并填写备注栏",
    ),
    (
        "Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be checked.",
        "返回状态：0 没有达到 --fail-on 级别的问题；1 有问题；2 有文件无法检查。",
    ),
    ("Report what the law makes of each goods line; change nothing", "报告每项商品的判断结果，不改动文件"),
    (
        "Write the remarks that are due, in place, and list each change",
        "将应写的备注写入草单，并列出每处改动",
    ),
    (
        "Explain a finding, a control code, a tariff line, an announcement, a parameter, or a goods line (FILE:ITEM)",
        "解释检查项、管制编码、商品编号、公告、参数，或某一商品项（文件:项号）",
    ),
    (
        "List the control entries with their limits, tariff lines and standing on a date",
        "列出管制条目及其指标、税则号列和在某日的状态",
    ),
    ("Write a commented beizhu.toml into the current folder", "在当前文件夹生成带说明的 beizhu.toml"),
    ("Print the completions for a shell", "输出命令行补全脚本"),
    ("Print the manual page", "输出手册页"),
    ("Print this message or the help of the given subcommand(s)", "显示本说明，或某个命令的说明"),
    ("Print help (see more with '--help')", "显示简要说明（详细说明用 --help）"),
    ("Print help (see a summary with '-h')", "显示详细说明（简要说明用 -h）"),
    ("Print version", "显示版本"),
    // what is read
    (
        "Drafts, or folders in which to look for drafts; `-` is the standard input; else the current folder",
        "草单文件，或存放草单的文件夹；- 表示标准输入；不写则检查当前文件夹",
    ),
    (
        "Treat files that are named like those of folders: pass over what is no declaration and what beizhu.toml leaves out, and be content with nothing (for hooks)",
        "对直接指定的文件也按文件夹内的文件处理：不是报关单的、beizhu.toml 排除的一律跳过，一个草单也没有时不算错误（供提交钩子使用）",
    ),
    (
        "Check what is staged in the git repository, and not the files: all of it, or what of it lies at PATH; by beizhu.toml and accepted findings as they are staged",
        "检查 git 暂存区中的内容，而不是工作区的文件：检查全部，或只检查 PATH 之下的；beizhu.toml 和已接受的问题也以暂存内容为准",
    ),
    ("What the draft on the standard input is called", "标准输入中草单的文件名"),
    ("How many threads share the work", "并行处理的线程数"),
    // what is written
    (
        "Print a unified diff that `git apply` takes, and write nothing",
        "输出可供 git apply 使用的差异，不写入文件",
    ),
    (
        "Write the fixed draft there and leave the original as it is; `-` is the standard output",
        "将改正后的草单写到该处，原文件不变；- 表示标准输出",
    ),
    ("Give a CSV without a remarks column one", "为没有备注列的 CSV 增加备注列"),
    // how findings are shown
    (
        "How to show the report [default: text, or what the name of --output-file ends in]",
        "报告格式 [默认值：text，或按 --output-file 的扩展名]",
    ),
    ("For people", "供人阅读"),
    ("One line a goods line and one line a finding", "每项商品一行，每个问题一行"),
    ("For programs: schemas/report.schema.json", "供程序读取：见 schemas/report.schema.json"),
    ("For code scanning and editors: SARIF 2.1.0", "供代码扫描和编辑器使用：SARIF 2.1.0"),
    ("Annotations in a workflow of GitHub", "GitHub 工作流中的批注"),
    ("For build servers: a test case for each goods line", "供构建服务器使用：每项商品一个测试用例"),
    ("For a spreadsheet: a row for each goods line", "供表格软件使用：每项商品一行"),
    ("A page to send to a client", "可发给客户的网页"),
    (
        "Write the report there instead of the standard output, in the format that the name ends in: .html, .csv, .txt, .json, .sarif, .xml (junit). Several times: one report in several formats; `-` is the standard output",
        "将报告写到该文件，而不是标准输出；格式由扩展名决定：.html、.csv、.txt、.json、.sarif、.xml（junit）。可多次使用，一次输出多种格式；- 表示标准输出",
    ),
    ("Show goods lines of no control entry's kind too", "不属于任何管制条目所列货物的商品也列出"),
    ("Show each place of a finding, and not only the first few", "同一问题的每一处都列出，而不只是前几处"),
    ("Show only goods lines with findings, and no sums", "只列出有问题的商品，不显示合计"),
    ("End with 0 whatever is found", "无论发现什么问题，返回状态均为0"),
    ("The least that makes the exit status 1 [default: warning]", "返回状态为1的最低级别 [默认值：warning]"),
    ("Whatever is found", "任何问题"),
    ("What customs would question, and worse", "海关可能质疑的，以及更严重的"),
    ("What customs would reject or the law forbids", "海关会退单的，或法规不允许的"),
    // how goods lines are judged
    (
        "Judge on this date (YYYY-MM-DD); else on the draft's own date, else today",
        "按该日期判断（年-月-日）；不写则按草单所载日期，草单没有日期则按今天",
    ),
    (
        "How far from a limit goods are still `near`, in percent of it: a policy, no law says it [default: 10]",
        "与限值相差百分之几以内视为“接近”：这是本程序的做法，法规没有规定 [默认值：10]",
    ),
    (
        "The language of remarks; auto: Chinese for Chinese goods names and Single Window XML [default: auto]",
        "备注的语言；auto：中文品名和单一窗口 XML 用中文 [默认值：auto]",
    ),
    ("As the goods are named", "与品名一致"),
    ("English", "英文"),
    ("Chinese", "中文"),
    ("The encoding of the drafts, where it is told wrongly", "草单的编码（识别有误时填写）"),
    // what holds for every command
    (
        "Read the announcements (*.toml) in this folder beside those that are built in",
        "在内置公告之外，再读取该文件夹中的公告（*.toml）",
    ),
    (
        "The configuration; else the nearest beizhu.toml from the current folder upwards",
        "配置文件；不写则从当前文件夹起逐级向上查找 beizhu.toml",
    ),
    ("The language of messages; else that of the locale", "提示信息的语言；不写则按系统语言"),
    ("When to show colours", "何时显示颜色"),
    ("On a terminal, unless NO_COLOR is set", "在终端上显示，除非设置了 NO_COLOR"),
    ("Always", "总是"),
    ("Never", "从不"),
    (
        "Say more: which files were passed over, which configuration was read",
        "显示更多信息：跳过了哪些文件、读取了哪个配置",
    ),
    // the other commands
    (
        "A finding, a control code, a tariff line, an announcement, a parameter, or FILE:ITEM",
        "检查项、管制编码、商品编号、公告编号、参数，或 文件:项号",
    ),
    ("How to show it", "输出格式"),
    ("For programs", "供程序读取"),
    ("Write the list there instead of the standard output", "将清单写到该文件，而不是标准输出"),
    ("The date; else today", "日期；不写则为今天"),
    ("Only the entries whose standing on this date is another one", "只列出在该日状态不同的条目"),
    ("Look after the law itself", "核查法规数据本身"),
    (
        "Name what is wrong or out of date in the acts; exit 1 if anything is",
        "列出公告数据中的错误和过期之处；有则返回1",
    ),
    ("How many days may have passed since published acts were last read", "距上次读取公告最多可相隔的天数"),
    ("The shell", "命令行环境（shell）"),
    // accepted findings, records, settings
    (
        "Write what now stands into the file of accepted findings, to be reasoned",
        "将当前的问题写入已接受问题文件，待补写理由",
    ),
    (
        "Append to this file what was known: drafts and law by SHA-256, determinations, edits",
        "将本次所知追加到该文件：草单和法规的 SHA-256、判定、修改",
    ),
    (
        "Say which determinations differ from recorded ones, or would be on another day or by other law",
        "指出哪些判定与记录不同，或在另一日期、按其他法规会不同",
    ),
    ("Drafts, or folders in which to look for drafts", "草单，或要在其中查找草单的文件夹"),
    (
        "A JSON report, or a file that --record wrote; else each draft is compared with itself on its own day, by the \
         law without --law",
        "JSON 报告，或由 --record 写出的文件；不写则将各草单与其自身日期、不含 --law 的法规下的判定比较",
    ),
    (
        "Judge on this date (YYYY-MM-DD) now; else on the draft's own date, else today",
        "现在按该日期（YYYY-MM-DD）判断；不写则按草单所载日期，再无则按今天",
    ),
    ("Write it there instead of the standard output", "写到该文件，而不是标准输出"),
    ("Show each setting that holds, and where it comes from", "列出生效的各项设置及其来源"),
    ("As of `check`", "与 check 相同"),
    ("Read no configuration and no file of accepted findings", "不读取配置文件和已接受问题文件"),
];
