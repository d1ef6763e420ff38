package dev.millrace.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.module.Input;
import dev.millrace.modules.file.FileRoots;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import dev.millrace.workflow.WorkflowReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that older files of the phone app hold in place of option ids (spec vflow-model, appendix A). */
class LegacyLabelsTest {
    @ParameterizedTest(name = "{0}.{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "vflow.logic.stop_workflow | target | 当前工作流=current 指定工作流=other",
                "vflow.variable.create | type | 文本=string Text=string 数字=number Number=number 布尔=boolean Boolean=boolean 字典=dictionary Dictionary=dictionary 列表=list List=list 图像=image 图片=image Image=image 坐标=coordinate Coordinate=coordinate",
                "vflow.variable.random | type | 数字=number 文本=string",
                "vflow.variable.load | mode | 共享=share 复制=copy",
                "vflow.data.get_current_time | format | 时间戳_(毫秒)=timestamp_millis Timestamp_(Milliseconds)=timestamp_millis 时间戳_(秒)=timestamp_seconds Timestamp_(Seconds)=timestamp_seconds ISO_8601=iso_8601 yyyy-MM-dd_HH:mm:ss=datetime yyyy-MM-dd=date HH:mm:ss=time yyyy年MM月dd日=date_cn MM月dd日_HH:mm=month_day_time",
                "vflow.data.text_processing | operation | 拼接=join Join=join 分割=split Split=split 替换=replace Replace=replace 正则提取=regex_extract Regex_Extract=regex_extract",
                "vflow.data.text_extract | mode | 提取中间=substring 提取前缀=prefix 提取后缀=suffix 提取字符=char",
                "vflow.data.base64 | operation | 编码=encode 解码=decode",
                "vflow.data.file_operation | operation | 读取=read Read=read 写入=write Write=write 删除=delete Delete=delete 追加=append Append=append 创建=create Create=create",
                "vflow.network.http_request | body_type | 无=none None=none JSON=json 表单=form Form=form 原始文本=raw Raw_Text=raw 文件=file File=file",
                "vflow.network.get_ip | type | 本地=local Local=local 外部=external External=external",
                "vflow.network.get_ip | ip_version | IPv4=ipv4 IPv6=ipv6",
                "vflow.network.webhook_push | body_type | JSON=json 自定义JSON=custom_json 文本=raw 表单=form",
                "vflow.network.bark_push | level | 默认=active Default=active 时效通知=timeSensitive 被动通知=passive 重要告警=critical",
                "vflow.network.telegram_push | parse_mode | 无=none Markdown=markdown Markdown_V2=markdown_v2 HTML=html",
                "vflow.ai.completion | provider | OpenAI=openai DeepSeek=deepseek 自定义=custom Custom=custom",
                "vflow.data.input | inputType | 文本=text Text=text 数字=number Number=number 时间=time Time=time 日期=date Date=date",
                "vflow.system.systeminfo | infotype | 设备型号=model Model=model 设备厂商=brand Brand=brand 安卓版本=android_version Android_Version=android_version SDK版本=sdk SDK_Version=sdk 安全补丁=security_patch Security_Patch=security_patch"
            })
    void label_means_its_option(String moduleId, String inputId, String pairs) {
        try (Millrace millrace = Millrace.create()) {
            Input input = millrace.modules()
                    .find(moduleId)
                    .orElseThrow()
                    .descriptor()
                    .input(inputId)
                    .orElseThrow();

            for (String pair : pairs.split(" ")) {
                String label = pair.substring(0, pair.indexOf('=')).replace('_', ' ');
                assertThat(input.optionNamed(label)).as(label).isEqualTo(pair.substring(pair.indexOf('=') + 1));
            }
        }
    }

    private static final String EXPORTED_FOLDER = """
            {
              "folder": {"id": "f", "name": "Reports"},
              "isEnabled": true, "name": "stray", "version": "1.0.0",
              "workflows": [{
                "_meta": {"id": "notes", "name": "Notes", "vFlowLevel": 1},
                "id": "notes", "name": "Notes", "isEnabled": true,
                "triggerConfig": {"type": "vflow.trigger.manual"},
                "steps": [
                  {"id": "t", "moduleId": "vflow.trigger.manual", "parameters": {}, "indentationLevel": 0},
                  {"id": "c", "moduleId": "vflow.data.file_operation", "indentationLevel": 0, "parameters": {
                    "operation": "创建", "directory_path": "ROOT", "file_name": "a.txt", "create_content": "一",
                    "encoding": "GBK", "show_advanced": true, "buffer_size": 8192.0}},
                  {"id": "w", "moduleId": "vflow.data.file_operation", "indentationLevel": 0, "parameters": {
                    "operation": "写入", "file_path": "{{c.file_path}}", "content": "二", "encoding": "GBK", "overwrite": false}},
                  {"id": "a", "moduleId": "vflow.data.file_operation", "indentationLevel": 0, "parameters": {
                    "operation": "Append", "file_path": "file://ROOT/a.txt", "content": "三", "encoding": "GBK"}},
                  {"id": "r", "moduleId": "vflow.data.file_operation", "indentationLevel": 0, "parameters": {
                    "operation": "读取", "file_path": "ROOT/a.txt", "encoding_read": "GBK"}},
                  {"id": "x", "moduleId": "vflow.data.file_operation", "indentationLevel": 0, "parameters": {
                    "operation": "Read", "file_path": "content://media/1", "__error_policy": "SKIP"}},
                  {"id": "o", "moduleId": "vflow.logic.return", "indentationLevel": 0, "parameters": {
                    "value": "{{r.content}} {{r.size}} {{r.file_name}} {{r.mime_type}} {{x.success}}"}}
                ]
              }]
            }
            """;

    /** By the spec: GBK writes two bytes a character, size counts characters, content: addresses fail. */
    @Test
    void exported_folder_with_steps_for_files_runs_as_on_the_phone(@TempDir Path root) throws IOException {
        WorkflowFile file = WorkflowReader.create().read(EXPORTED_FOLDER.replace("ROOT", root.toString()));
        Workflow workflow = file.workflows().get(0);

        try (ManualEngine engine = ManualEngine.with(builder -> builder.service(FileRoots.class, FileRoots.of(root)))) {
            ExecutionResult result = engine.run(workflow, StartRequest.plain());

            assertThat(result.error()).isEmpty();
            assertThat(result.output()).isEqualTo("一二三 3 a.txt text/plain false");
        }
        assertThat(Files.readAllBytes(root.resolve("a.txt"))).isEqualTo("一二三".getBytes(Charset.forName("GBK")));
        assertThat(List.of(root.toFile().list())).containsExactly("a.txt");
    }
}
